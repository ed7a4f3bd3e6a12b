// Package corpus says what a case is: one bug, told as a minimal pair of programs.
//
// A [Lesson] holds cases. A [Case] has two halves, correct and broken: the same
// function under opposite build tags, so that the difference between the two
// files is the lesson. A negative looks wrong and is right; it has one half only.
//
// Ground truth is written down here and in the source of the halves, and never
// inferred from a detector: the class of the bug, the missing happens-before
// edge in a sentence, and a marker on each line that takes part (see [Mark]).
//
// Of this module it imports package detect alone, for the names of detectors and builds.
package corpus
