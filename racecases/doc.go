// Package racecases holds the corpus of minimal pairs, and the table-driven test
// that proves each of them.
//
// [threadlab/racecases/corpus] says what a case is, the folders below lessons/
// hold the cases, runner is the program that a trial starts, and trial, detect,
// tally and campaign are what happens to it: one child process, what its answer
// says, many of them, and in which order. Package matrix lays out what a campaign
// measured, export writes verdicts for programs, and foreign takes the same
// detectors to other people's tests.
package racecases
