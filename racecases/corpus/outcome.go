package corpus

import "path"

// A Grade says what an outcome means, in jcstress's words.
type Grade string

// The grades. Interesting is legal but surprising; a program that is right may
// show it. Forbidden is proof that the program is wrong.
const (
	Acceptable  Grade = "acceptable"
	Interesting Grade = "interesting"
	Forbidden   Grade = "forbidden"
)

// An Outcome is one row of a case's table: Match is the outcome, or a pattern as
// of [path.Match] that stands for several; the first row that matches counts.
type Outcome struct {
	Match string
	Grade Grade
	Means string
}

// Exactly is the table of a case that either counts everything or does not: the
// words are those of [Run.Tally].
func Exactly(lost string) []Outcome {
	return []Outcome{
		{Match: "exact", Grade: Acceptable, Means: "nothing was lost"},
		{Match: "lost", Grade: Forbidden, Means: lost},
		{Match: "extra", Grade: Forbidden, Means: lost},
	}
}

// Grade returns the row for an outcome. An outcome that the table does not know
// is forbidden: a case lists what it can explain.
func (c Case) Grade(outcome string) Outcome {
	for _, o := range c.Outcomes {
		if ok, err := path.Match(o.Match, outcome); err == nil && ok {
			return o
		}
	}
	return Outcome{Match: outcome, Grade: Forbidden, Means: "not in the case's table of outcomes"}
}

// Unfinished is the outcome of a half that was not waited for: a detector had
// seen enough before it could return. It is no outcome of the half's own.
const Unfinished = "unfinished"
