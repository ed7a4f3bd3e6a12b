package proof

import (
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
)

// An access is one of the two of a data race, as marks know it.
type access struct {
	kind  string       // read or write
	frame detect.Frame // its line of the case; zero if it has none
	lost  bool         // its stack could not be restored: it may be anywhere
}

// reported returns the accesses of a report of the race detector, each on its
// innermost line of the package.
func reported(f detect.Finding, pkg string) []access {
	var both []access
	for _, a := range f.Race.Accesses {
		frame, _ := findings.Innermost(a.Stack, pkg)
		both = append(both, access{kind: a.Kind, frame: frame, lost: !a.Restored})
	}
	return both
}

// raceSite holds the accesses of a race against the marks: each must be on a marked
// line of its kind, and where the marks carry letters, on lines of one letter.
func raceSite(accesses []access, marks []corpus.Mark) (Site, []corpus.Mark) {
	var on [][]corpus.Mark
	for _, a := range accesses {
		if a.lost {
			continue
		}
		kind := corpus.MarkKind("race " + strings.TrimPrefix(a.kind, "atomic "))
		on = append(on, marksAt(marks, a.frame, func(m corpus.Mark) bool { return m.Kind == kind }))
	}
	if len(on) == 0 || slices.ContainsFunc(on, func(m []corpus.Mark) bool { return len(m) == 0 }) {
		return WrongSite, nil
	}
	if len(on) == 1 {
		return Partial, on[0]
	}
	for _, first := range on[0] {
		for _, second := range on[1] {
			if first.Pair == second.Pair {
				return Hit, []corpus.Mark{first, second}
			}
		}
	}
	return WrongSite, nil
}
