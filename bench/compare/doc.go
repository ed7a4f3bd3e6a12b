// Package compare tells whether the benchmarks of one revision are slower than those of another.
//
// Both revisions are built once and measured in turns, benchmark by benchmark and round by round, each round in
// a process of its own and in another order. The first revision takes part twice: how it differs from itself, the
// A/A control, is the noise of this machine at this time.
//
// # The gate
//
// A cell is a regression if three things are true of its time per op:
//
//   - the difference is significant, against the base and against the control: benchmath's test,
//     Mann-Whitney's, at 5 %, with p corrected for the number of cells;
//   - the factor is larger than the threshold;
//   - the factor is larger than the noise of that cell: the far end of the 95 % interval of the control's factor.
//
// The correction is Holm's. With 200 cells and no correction ten would differ by chance at 5 %. Holm's method keeps
// the chance that any cell at all is called by mistake below 5 %, whatever depends on what, which is what the reader
// of a red build wants; Benjamini's and Hochberg's would find more of many small changes, and promises only
// that most of what it names is real.
//
// With too few rounds for so many cells no difference whatever would be significant. Such a gate is refused: one
// that cannot trip is not "no change".
//
// # What it does not see
//
// Metrics other than time per op stand in benchstat's table and do not gate: quantiles of waits are too wide. Two builds
// place the same code at different addresses, which can cost a loop of a few nanoseconds 10 % and is no fault of the
// change; the control, which is one build, does not show it.
package compare
