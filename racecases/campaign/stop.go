package campaign

import (
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
)

// A StopRule returns how many trials a cell should have in the end, from what the
// trials so far showed. Measuring ends when there are as many.
type StopRule func(ref corpus.Ref, c Count) int

// Fixed stops at n trials, or at one where a second could not differ.
func Fixed(n int) StopRule {
	return func(_ corpus.Ref, c Count) int {
		if c.Build.Once() {
			return 1
		}
		return n
	}
}

// The sizes of the matrix, fixed before anything was measured.
const (
	least  = 73  // the fewest that can say "always"
	middle = 150 // for a probability between
	most   = 300 // the fewest that can say "never"
)

// MatrixRule is the stopping rule of the committed matrix: 73 trials of every cell.
// Then each detector that can read the cell, and that claims the class or has reported
// anything, adds to that: nothing if it saw every trial, 300 if it saw none, 150 if some.
// The most that any of them needs is run.
// A cell whose first five trials hung stops at 73: a hang costs its whole deadline.
// Of a correct half no detector claims to see anything, so one without a report
// stops at 73 too; its clean runs are counted elsewhere, by the thousand.
func MatrixRule(ref corpus.Ref, c Count) int {
	switch {
	case c.Build.Once():
		return 1
	case c.Trials < least, c.Stuck:
		return least
	}
	want := least
	for _, d := range detect.Names() {
		hits := c.Seen[d].Hits
		if c.Half == corpus.Correct {
			hits = c.Seen[d].Wrong
		}
		switch {
		case !d.Looks(c.Build) || hits == c.Trials:
		case hits > 0:
			want = max(want, middle)
		case c.Half == corpus.Broken && slices.Contains(proof.Claims(d), ref.Case.Class):
			want = max(want, most)
		}
	}
	return want
}
