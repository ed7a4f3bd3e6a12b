// Package racecases holds the corpus of minimal pairs, and the table-driven test
// that proves each of them.
//
// # Two halves of the house
//
// What is general runs and reads programs, and knows nothing of the course: gocmd
// calls the go command, proc runs a child process, peak is a process's memory, tempdir is a process's folder for
// temporary files, atomicfile replaces a file whole, goreport reads what Go prints, detect
// makes findings of it, staticcheck builds that linter, explore runs a program under every
// schedule, usertests turns both to the tests of any package, export writes findings for
// programs and junit results for CI servers, and webtest decides whether tests run in a browser.
//
// What is the course's grades its own cases by that: corpus says what a case is, the
// folders below lessons hold the cases, runner is the program that a trial starts,
// trial builds and runs it, proof holds findings against the marks of a case, campaign
// runs many trials, tally is its statistics, matrix makes pages of what was counted,
// and book makes pages of all that for a browser.
// Imports go from the course to what is general, never back; a test holds that.
//
// # Words
//
// The rest of the vocabulary is the field's. These words are ours:
//
//   - case: one bug, as a minimal pair of programs.
//   - half: one program of the pair, correct or broken.
//   - negative: a case that looks wrong and is right; it has the correct half only.
//   - mark: a comment at the end of a line of a broken half that takes part in the bug.
//   - build: a way of compiling the runner, such as plain, race or synctest.
//   - trial: one run of one half; of a broken one, in a process of its own.
//   - outcome: the short word that a half returns, graded by its case.
//   - finding: one report of one detector; its site says whether it is on the marks.
//   - cell: a case, half, build, GOMAXPROCS and Go version; what a matrix counts trials of.
//   - verdict: what all trials of a half amount to, such as detected or clean.
//   - witness: a schedule, or an outcome, that proves a broken half broken.
//   - delay: one departure of a schedule from the default one.
//   - point: a place where the explorer may change goroutines.
//   - play: a run that follows a schedule for so many moves, to look at the program then.
//   - move: one decision of a run that is played.
package racecases
