// Package compare tells whether the benchmarks of one revision are worse than those of another.
//
// Both revisions are built once and measured in turns, benchmark by benchmark and round by round, each round in
// a process of its own and in another order. The first revision takes part twice: how it differs from itself, the
// A/A control, is the noise of this machine at this time.
//
// # What is compared
//
// A cell is one figure of one benchmark: its time, its memory and allocations per op, its MB/s, or whatever it reports
// itself. Benchmarks are told apart by name and by every configuration line that differs inside a file, so by package where
// several were measured. A figure takes part if it must not get worse: it is known whether more is better of go test's own
// units, of costs (/op), rates (/s), times and bytes by their names, and of any other by a line of the file, as in
//
//	Unit jain better=higher
//
// What does not take part is named, and so is what differs between the machines of two files. A benchmark with no figure to
// compare is an error.
//
// # The gate
//
// A cell is a regression if three things are true of it:
//
//   - the difference is significant, against the base and against the control: benchmath's test,
//     Mann-Whitney's, at 5 %, with p corrected for the number of cells;
//   - the factor is larger than the threshold;
//   - the factor is larger than the noise of that cell: the far end of the 95 % interval of the control's factor.
//
// The correction is Holm's, which keeps the chance that any cell at all is called by mistake below 5 %, whatever depends on
// what; Benjamini's and Hochberg's would promise only that most of what it names is real. A figure that is one number in
// every round of both sides is not counted: no test could tell them apart.
//
// With too few rounds for so many cells no difference whatever would be significant. Such a gate is refused: one
// that cannot trip is not "no change".
//
// # Its power
//
// Simulated, with 20 benchmarks of 10 rounds whose times spread by 2 % (one standard deviation), a control, and one benchmark
// that is slower: of 100 comparisons at least 95 find 10 % at a threshold of 5 %, and 40 % at one of 10 %; 5 % at a
// threshold of 2 % are found in 80. Of 100 comparisons of the same with the same, at least 95 call nothing. TestPower holds
// these numbers.
//
// # What it does not see
//
// Two builds place the same code at different addresses, which can cost a loop of a few nanoseconds 10 % and is no fault of the
// change; the control, which is one build, does not show it.
package compare
