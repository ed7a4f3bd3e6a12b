package export

import (
	"fmt"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/goreport"
)

// message says in a line what a finding is about, without what differs from run to run: the numbers of goroutines, and how
// many they are.
func message(f detect.Finding, where Where) string {
	switch {
	case f.Race != nil:
		return raceMessage(*f.Race, where)
	case f.Detector == detect.Testing && f.Message != "":
		return f.Title() + ": " + strings.TrimSpace(f.Message)
	case f.Detector == detect.Testing || f.Detector.Dumps():
		text := f.Title()
		if len(f.Places) > 0 {
			text += ": " + f.Places[0].What + " " + Spot(f.Places[0], where)
		}
		return text
	}
	first, _, _ := strings.Cut(strings.TrimSpace(f.Text), "\n")
	return first
}

// long is the message with what a reader wants to know besides: how to see it again, or the other places.
func long(f detect.Finding, where Where) string {
	text := message(f, where)
	switch {
	case f.Detector == detect.Explorer:
		text = strings.TrimSpace(f.Text)
	case f.Race == nil && f.Detector.Dumps():
		text = f.Title()
		for _, said := range places(f, where) {
			text += "\n" + said
		}
	}
	if f.Cut {
		text += "\n" + CutOff
	}
	for _, g := range f.Also {
		text += "\n" + AlsoSeen(g)
	}
	if f.Test != "" && f.Detector != detect.Explorer { // whose text names it
		text += "\nin " + f.Test
	}
	return text
}

// places says what goroutines do, and where, each once.
func places(f detect.Finding, where Where) (said []string) {
	for _, p := range f.Places {
		if text := p.What + " " + Spot(p, where); !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	return said
}

// AlsoSeen says which detector has seen, of the cause of another finding, what; a title that says no more than the name of
// the detector is left out.
func AlsoSeen(f detect.Finding) string {
	switch f.Detector {
	case detect.Race, detect.Hang, detect.Goleak, detect.LeakProfile:
		return "also seen by " + string(f.Detector)
	case detect.Explorer: // the other one is its own as well
		return "also seen: " + f.Title()
	}
	return "also seen by " + string(f.Detector) + ": " + strings.TrimPrefix(f.Title(), string(f.Detector)+" ")
}

// CutOff says that a report is not whole.
const CutOff = "the process ended before all of the report was printed"

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
	case p.Creator != (detect.Frame{}):
		return at + ", in a goroutine created at " + line(p.Creator, where)
	}
	return at
}

// line names a line, of what is in the module cache by module and version; it is empty for the zero Frame.
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
		text += fmt.Sprintf(" %s %s", a.Kind, Spot(placeOf(a, where), where))
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
