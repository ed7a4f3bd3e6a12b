package export

import (
	"fmt"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/goreport"
)

// message says what a finding is about: of stacks the lines that it names.
func message(f detect.Finding, where Where) string {
	var text string
	switch {
	case f.Race != nil:
		text = raceMessage(*f.Race, where)
	case !f.Detector.Dumps():
		text = strings.TrimSpace(f.Text)
	default:
		text = f.Title()
		for _, g := range f.Groups() {
			text += "\n" + describe(g, where)
		}
	}
	if f.Cut {
		text += "\n" + CutOff
	}
	if f.Test != "" {
		text += "\nin " + f.Test
	}
	return text
}

// CutOff says that a report is not whole.
const CutOff = "the process ended before all of the report was printed"

// describe says what goroutines do at a place.
func describe(g detect.Group, where Where) string {
	text := g.What + " " + Spot(g.Place, where)
	if g.Count > 1 {
		text += " (" + g.String() + ")"
	}
	return text
}

// Spot says where a place is, as in "at stock.go:7": the innermost line that is not of the
// standard library, and the reader's that has led to it.
func Spot(p detect.Place, where Where) string {
	own := line(p.Frame, where)
	lines := []string{line(p.Library, where), own, line(p.Caller, where)}
	if p.Made {
		lines[1] = ""
	}
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
	at := "at a line whose stack was lost"
	if len(lines) > 0 {
		at = "at " + strings.Join(lines, ", called from ")
	}
	switch created := "in a goroutine created at " + own; {
	case p.Made && len(lines) == 0:
		return created
	case p.Made:
		return at + ", " + created
	}
	return at
}

// line names a line, of what is in the module cache by module and version; it is empty
// for the zero Frame.
func line(f detect.Frame, where Where) string {
	if f == (detect.Frame{}) {
		return ""
	}
	file, ok := where(f)
	if !ok {
		_, file, ok = strings.Cut(f.File, "/pkg/mod/")
	}
	if !ok {
		file = gocmd.FromHere(f.File)
	}
	return fmt.Sprintf("%s:%d", file, f.Line)
}

// raceMessage names both accesses of a race in a line.
func raceMessage(r goreport.Report, where Where) string {
	text := "data race:"
	for i, a := range r.Accesses {
		if a.Kind == "" { // the report was cut off
			continue
		}
		if i > 0 {
			text += " and"
		}
		text += fmt.Sprintf(" %s %s by %s", a.Kind, Spot(placeOf(a, where), where), goroutine(a))
	}
	return text
}

// placeOf is where an access is made: on the innermost line of the reader's, or else where
// the reader has its goroutine created.
func placeOf(a goreport.Access, where Where) detect.Place {
	var p detect.Place
	for _, f := range a.Stack {
		_, ok := where(f)
		switch {
		case ok && p.Frame == detect.Frame{}:
			p.Frame = f
		case ok && f.Package() != p.Frame.Package():
			p.Caller = f
			return p
		case p == detect.Place{} && !f.Standard():
			p.Library = f
		}
	}
	if p.Frame == (detect.Frame{}) {
		p.Frame, p.Made = madeAt(a, where)
	}
	return p
}

// madeAt is the innermost line of the reader's that has the goroutine of an access created.
func madeAt(a goreport.Access, where Where) (detect.Frame, bool) {
	for _, f := range a.Created {
		if _, ok := where(f); ok {
			return f, true
		}
	}
	return detect.Frame{}, false
}

func goroutine(a goreport.Access) string {
	if a.Goroutine == 0 {
		return "the main goroutine"
	}
	return fmt.Sprintf("goroutine %d", a.Goroutine)
}
