package proof

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// marksAt returns the marks of the given kind on a frame's line.
func marksAt(marks []corpus.Mark, f detect.Frame, kind corpus.MarkKind) []corpus.Mark {
	var on []corpus.Mark
	for _, m := range marks {
		if m.Line == f.Line && m.File == path.Base(f.File) && m.Kind == kind {
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

// waiting returns the marks of a goroutine that waits at a place for what it waits for.
func waiting(p detect.Place, marks []corpus.Mark) []corpus.Mark {
	return slices.DeleteFunc(marksAt(marks, p.Frame, corpus.Wait), func(m corpus.Mark) bool { return m.Text != p.What })
}

// leakSite grades goroutines that are left. Each must wait on a marked line if all
// is set: one leak that is not marked makes the report one of another bug. Otherwise
// one is enough.
func leakSite(f detect.Finding, marks []corpus.Mark, all bool) (Site, []corpus.Mark) {
	var hit []corpus.Mark
	unmarked := f.Elsewhere
	for _, p := range f.Places {
		on := waiting(p, marks)
		if len(on) == 0 {
			unmarked++
		}
		hit = append(hit, on...)
	}
	if len(hit) == 0 || all && unmarked > 0 {
		return WrongSite, hit
	}
	return Hit, hit
}

// waitSite grades a deadlock or a hang. One goroutine on a marked line is enough:
// others may wait for good reason, such as the one that joins them all.
func waitSite(f detect.Finding, marks []corpus.Mark) (Site, []corpus.Mark) {
	var hit []corpus.Mark
	for _, p := range f.Places {
		hit = append(hit, waiting(p, marks)...)
	}
	if len(f.Places) == 0 {
		hit = append(hit, goexitMarks(marks)...)
	}
	return siteOf(hit)
}

// goexitMarks returns the marks of a main goroutine that left by runtime.Goexit:
// once the others have ended too, no stack is left that could be on a line.
func goexitMarks(marks []corpus.Mark) []corpus.Mark {
	return slices.DeleteFunc(slices.Clone(marks), func(m corpus.Mark) bool {
		return m.Kind != corpus.Fatal || !strings.HasPrefix(m.Text, "no goroutines")
	})
}

// failureSite grades a panic or a fatal error: the mark is of its kind, and its text
// part of the message.
func failureSite(f detect.Finding, marks []corpus.Mark) (Site, []corpus.Mark) {
	var hit []corpus.Mark
	for _, p := range f.Places {
		for _, m := range marksAt(marks, p.Frame, corpus.MarkKind(p.What)) {
			if strings.Contains(f.Message, m.Text) {
				hit = append(hit, m)
			}
		}
	}
	return siteOf(hit)
}

// lockSite grades calls of Lock: one on a line where a goroutine waits for a mutex is
// a hit.
func lockSite(places []detect.Place, marks []corpus.Mark) (Site, []corpus.Mark) {
	var hit []corpus.Mark
	for _, p := range places {
		for _, m := range marksAt(marks, p.Frame, corpus.Wait) {
			if m.OfMutex() {
				hit = append(hit, m)
			}
		}
	}
	return siteOf(hit)
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
	hit := slices.DeleteFunc(marksAt(marks, at.Frame, corpus.MarkKind(f.Detector)), func(m corpus.Mark) bool { return m.Text != at.What })
	graded = Finding{Finding: f}
	graded.Site, graded.Marks = siteOf(hit)
	return graded, true
}
