package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"threadlab/racecases/detect"
	"threadlab/racecases/goreport"
)

// A Where returns the file of a frame as the reader knows it; false for what is not the
// reader's code.
type Where func(detect.Frame) (string, bool)

// SARIF writes findings as one SARIF 2.1.0 log. A race is a pair of accesses: the
// location is the later one, the related location the other, and for each goroutine a
// code flow leads from its creation to its access. Of any other finding the first of
// its lines is the location. What names no line of the reader's is not in the log.
//
// Version 3 of the library would bring a validator, and with it net/http, into
// every build of the command. The test validates.
func SARIF(w io.Writer, findings []detect.Finding, where Where) error {
	run := sarif.NewRunWithInformationURI("threadlab", "https://go.dev/doc/articles/race_detector")
	run.AddRule(raceRule).WithDescription("Two goroutines access the same memory, one of them writes, and nothing orders the two.")
	for _, f := range findings {
		if f.Race != nil {
			addRace(run, *f.Race, where)
		} else {
			addOther(run, f, where)
		}
	}
	report, err := sarif.New(sarif.Version210)
	if err != nil {
		return err
	}
	report.AddRun(run)
	return report.PrettyWrite(w)
}

const raceRule = "data-race"

// addOther adds a finding under a rule with the name of its label.
func addOther(run *sarif.Run, f detect.Finding, where Where) {
	var at []*sarif.Location
	seen := map[detect.Place]bool{} // the standard wants related locations to differ
	for _, p := range f.Places {
		p.Goroutine = 0
		if l, ok := location(p.Frame, where, p.What); ok && !seen[p] {
			at, seen[p] = append(at, l), true
		}
	}
	if len(at) == 0 {
		return
	}
	rule := strings.ReplaceAll(string(f.Label), " ", "-")
	run.AddRule(rule).WithDescription("What " + string(f.Detector) + " reports as " + string(f.Label) + ".")
	level := "error"
	if f.Minor || f.Detector == detect.Vet || f.Detector == detect.Staticcheck {
		level = "warning"
	}
	result := run.CreateResultForRule(rule).WithLevel(level).WithMessage(sarif.NewTextMessage(strings.TrimSpace(f.Text)))
	result.AddLocation(at[0])
	if f.Fingerprint != "" {
		result.WithPartialFingerPrints(map[string]any{"threadlab/v1": f.Fingerprint})
	}
	if len(at) > 1 {
		result.WithRelatedLocations(at[1:])
	}
}

func addRace(run *sarif.Run, r goreport.Report, where Where) {
	first, ok := access(r.Accesses[0], where)
	second, both := access(r.Accesses[1], where)
	if !ok {
		first, second, ok, both = second, nil, both, false
	}
	if !ok {
		return
	}
	result := run.CreateResultForRule(raceRule).WithLevel("error").WithMessage(sarif.NewTextMessage(RaceMessage(r, where)))
	result.AddLocation(first)
	if both {
		result.WithRelatedLocations([]*sarif.Location{second})
	}
	flow := sarif.NewCodeFlow().WithMessage(sarif.NewTextMessage("from the creation of each goroutine to its access"))
	for _, a := range r.Accesses {
		thread := sarif.NewThreadFlow().WithID(goroutine(a))
		for _, created := range a.Created {
			if l, ok := location(created, where, goroutine(a)+" is created here"); ok {
				thread.AddLocation(sarif.NewThreadFlowLocation().WithLocation(l))
				break
			}
		}
		if l, ok := access(a, where); ok {
			thread.AddLocation(sarif.NewThreadFlowLocation().WithLocation(l))
		}
		if len(thread.Locations) > 0 {
			flow.AddThreadFlow(thread)
		}
	}
	result.WithCodeFlows([]*sarif.CodeFlow{flow})
}

// access is the innermost line of the reader's in the stack of an access.
func access(a goreport.Access, where Where) (*sarif.Location, bool) {
	for _, f := range a.Stack {
		if l, ok := location(f, where, a.Kind+" by "+goroutine(a)); ok {
			return l, true
		}
	}
	return nil, false
}

func location(f detect.Frame, where Where, what string) (*sarif.Location, bool) {
	file, ok := where(f)
	if !ok {
		return nil, false
	}
	physical := sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewSimpleArtifactLocation(file)).
		WithRegion(sarif.NewRegion().WithStartLine(f.Line))
	return sarif.NewLocationWithPhysicalLocation(physical).WithMessage(sarif.NewTextMessage(what)), true
}

func goroutine(a goreport.Access) string {
	if a.Goroutine == 0 {
		return "the main goroutine"
	}
	return fmt.Sprintf("goroutine %d", a.Goroutine)
}

// RaceMessage names both accesses of a race in a line.
func RaceMessage(r goreport.Report, where Where) string {
	text := "data race:"
	for i, a := range r.Accesses {
		if i > 0 {
			text += " and"
		}
		at := "a line whose stack was lost"
		for _, f := range a.Stack {
			if file, ok := where(f); ok {
				at = fmt.Sprintf("%s:%d", file, f.Line)
				break
			}
		}
		text += fmt.Sprintf(" %s at %s by %s", a.Kind, at, goroutine(a))
	}
	return text
}
