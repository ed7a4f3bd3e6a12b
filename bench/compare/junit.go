package compare

import (
	"cmp"
	"io"

	"threadlab/racecases/junit"
)

// JUnit writes a case for each figure: a regression has failed, and what was not compared is skipped.
func (o Outcome) JUnit(w io.Writer) error {
	s := junit.Suite{Name: "threadlab compare " + o.Base + " " + o.Head}
	for _, c := range o.Cells {
		x := junit.Case{Class: cmp.Or(c.Package, "benchmarks"), Name: c.Label()}
		if c.Verdict == Regression {
			x.Failure = c.words()
		}
		s.Cases = append(s.Cases, x)
	}
	for _, n := range o.NotCompared {
		s.Cases = append(s.Cases, junit.Case{Class: "benchmarks", Name: n.Name + " " + list([]string{n.Unit}), Skipped: n.Why})
	}
	for _, name := range o.OnlyHead {
		s.Cases = append(s.Cases, junit.Case{Class: "benchmarks", Name: name, Skipped: "only " + o.Head + " has it"})
	}
	return junit.Write(w, s)
}
