package proof

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
)

// marksAt returns the marks on a frame's line for which match is true.
func marksAt(marks []corpus.Mark, f detect.Frame, match func(corpus.Mark) bool) []corpus.Mark {
	var on []corpus.Mark
	for _, m := range marks {
		if m.Line == f.Line && m.File == path.Base(f.File) && match(m) {
			on = append(on, m)
		}
	}
	return on
}

// siteOf is a hit of these marks, or a wrong site if there are none.
func siteOf(marks []corpus.Mark) (Site, []corpus.Mark) {
	if len(marks) == 0 {
		return WrongSite, nil
	}
	return Hit, marks
}

// hits returns the marks on the lines of a finding for which match is true.
func hits(f detect.Finding, marks []corpus.Mark, match func(detect.Place, corpus.Mark) bool) []corpus.Mark {
	var hit []corpus.Mark
	for _, p := range f.Places {
		hit = append(hit, marksAt(marks, p.Frame, func(m corpus.Mark) bool { return match(p, m) })...)
	}
	return hit
}

// waits reports whether a goroutine waits at a place for what is marked.
func waits(p detect.Place, m corpus.Mark) bool { return m.Kind == corpus.Wait && m.Text == p.What }

// leakSite grades goroutines that are left. Each must wait on a marked line if all
// is set: one leak that is not marked makes the report one of another bug. Otherwise
// one is enough.
func leakSite(f detect.Finding, marks []corpus.Mark, all bool) (Site, []corpus.Mark) {
	hit := hits(f, marks, waits)
	unmarked := f.Elsewhere > 0 || slices.ContainsFunc(f.Places, func(p detect.Place) bool {
		return len(marksAt(marks, p.Frame, func(m corpus.Mark) bool { return waits(p, m) })) == 0
	})
	if len(hit) == 0 || all && unmarked {
		return WrongSite, hit
	}
	return Hit, hit
}

// waitSite grades a deadlock or a hang. One goroutine on a marked line is enough:
// others may wait for good reason, such as the one that joins them all. Once main has
// left by runtime.Goexit and the others have ended, no stack is left to be on a line.
func waitSite(f detect.Finding, marks []corpus.Mark) (Site, []corpus.Mark) {
	if len(f.Places) == 0 {
		return siteOf(slices.DeleteFunc(slices.Clone(marks), func(m corpus.Mark) bool {
			return m.Kind != corpus.Fatal || !strings.HasPrefix(m.Text, "no goroutines")
		}))
	}
	return siteOf(hits(f, marks, waits))
}

// failureSite grades a panic or a fatal error: the mark is of its kind, and its text
// part of the message.
func failureSite(f detect.Finding, marks []corpus.Mark) (Site, []corpus.Mark) {
	return siteOf(hits(f, marks, func(p detect.Place, m corpus.Mark) bool {
		return m.Kind == corpus.MarkKind(p.What) && strings.Contains(f.Message, m.Text)
	}))
}

// lockSite grades calls of Lock: one on a line where a goroutine waits for a mutex is
// a hit.
func lockSite(f detect.Finding, marks []corpus.Mark) (Site, []corpus.Mark) {
	return siteOf(hits(f, marks, func(_ detect.Place, m corpus.Mark) bool { return m.OfMutex() }))
}

// lintSite keeps the remarks about a half's own file, at the given path from
// the module's root. A remark hits where the line is marked for its check.
func lintSite(f detect.Finding, file string, marks []corpus.Mark) (graded Finding, ours bool) {
	at := f.Places[0]
	if !strings.HasSuffix(at.Frame.File, "/"+file) {
		return Finding{}, false
	}
	at.Frame.File = file
	f.Places = []detect.Place{at}
	f.Text = fmt.Sprintf("%s: %s (%s)\n", at.Frame.At(), f.Message, at.What)
	graded = Finding{Finding: f}
	graded.Site, graded.Marks = siteOf(hits(f, marks, func(p detect.Place, m corpus.Mark) bool {
		return m.Kind == corpus.MarkKind(f.Detector) && m.Text == p.What
	}))
	return graded, true
}

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
