package export

import (
	"io"
	"net/url"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"threadlab/racecases/detect"
	"threadlab/racecases/goreport"
)

// A Where returns the file of a frame as the reader knows it; false for what is not the reader's code.
type Where func(detect.Frame) (string, bool)

// SARIF writes findings as one SARIF 2.1.0 log, each fingerprint once; version is the tool's. The location of a race is its
// later access, the other one is related, and a code flow leads to each from the creation of its goroutine. The location of
// another finding is its first line. What names no line of the reader's is not in the log.
//
// Version 3 of the library would bring a validator, and with it net/http, into every build. The test validates.
func SARIF(w io.Writer, version string, findings []detect.Finding, where Where) error {
	run := sarif.NewRunWithInformationURI("threadlab", "https://go.dev/doc/articles/race_detector")
	run.Tool.Driver.WithVersion(version)
	run.AddRule(raceRule).WithDescription("Two goroutines access the same memory, one of them writes, and nothing orders the two.")
	for _, f := range distinct(findings) {
		if f.Race != nil {
			addRace(run, f, where)
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
	at := locations(where, f.All()...)
	if len(at) == 0 {
		return
	}
	rule := strings.ReplaceAll(string(f.Label), " ", "-")
	run.AddRule(rule).WithDescription("What " + string(f.Detector) + " reports as " + string(f.Label) + ".")
	result := run.CreateResultForRule(rule).WithLevel(level(f)).WithMessage(sarif.NewTextMessage(withAlso(f, where)))
	result.AddLocation(at[0])
	identify(result, f)
	if len(at) > 1 {
		result.WithRelatedLocations(at[1:])
	}
}

// withAlso is the message of a finding, and behind it what else was seen of its cause.
func withAlso(f detect.Finding, where Where) string {
	text := message(f, where)
	for _, g := range f.Also {
		text += "; " + AlsoSeen(g)
	}
	return text
}

// locations are the places of some findings, each once: the standard wants related ones to differ.
func locations(where Where, findings ...detect.Finding) (at []*sarif.Location) {
	seen := map[string]bool{}
	for _, f := range findings {
		for _, p := range f.Places {
			said := p.What + " " + Spot(p, where)
			if l, ok := location(p.Frame, where, said); ok && !seen[said] {
				at, seen[said] = append(at, l), true
			}
		}
	}
	return at
}

func identify(result *sarif.Result, f detect.Finding) {
	if f.Fingerprint != "" {
		result.WithPartialFingerPrints(map[string]any{"threadlab/v1": f.Fingerprint})
	}
}

func addRace(run *sarif.Run, f detect.Finding, where Where) {
	r := *f.Race
	first, ok := access(r.Accesses[0], where)
	second, both := access(r.Accesses[1], where)
	if !ok {
		first, second, ok, both = second, nil, both, false
	}
	if !ok {
		return
	}
	result := run.CreateResultForRule(raceRule).WithLevel("error").WithMessage(sarif.NewTextMessage(withAlso(f, where)))
	result.AddLocation(first)
	identify(result, f)
	related := locations(where, f.Also...)
	if both {
		related = append([]*sarif.Location{second}, related...)
	}
	if len(related) > 0 {
		result.WithRelatedLocations(related)
	}
	flow := sarif.NewCodeFlow().WithMessage(sarif.NewTextMessage("from the creation of each goroutine to its access"))
	for i, a := range r.Accesses {
		thread := sarif.NewThreadFlow().WithID(flowName(i, a))
		if created, ok := madeAt(a, where); ok {
			l, _ := location(created, where, flowName(i, a)+" is created here")
			thread.AddLocation(sarif.NewThreadFlowLocation().WithLocation(l))
		}
		if l, ok := access(a, where); ok && !placeOf(a, where).Made {
			thread.AddLocation(sarif.NewThreadFlowLocation().WithLocation(l))
		}
		if len(thread.Locations) > 0 {
			flow.AddThreadFlow(thread)
		}
	}
	result.WithCodeFlows([]*sarif.CodeFlow{flow})
}

// flowName names a goroutine of a race, whose number is another one each time.
func flowName(i int, a goreport.Access) string {
	switch {
	case a.Goroutine == 0:
		return "the main goroutine"
	case i == 0:
		return "one goroutine"
	}
	return "the other goroutine"
}

// createdHere says that a line is not that of an access, whose stack the detector has lost.
const createdHere = " by the goroutine that is created here"

// access is the location of an access, by its place.
func access(a goreport.Access, where Where) (*sarif.Location, bool) {
	p := placeOf(a, where)
	said := a.Kind
	if p.Made {
		said += createdHere
	}
	return location(p.Frame, where, said)
}

func location(f detect.Frame, where Where, what string) (*sarif.Location, bool) {
	file, ok := where(f)
	if !ok {
		return nil, false
	}
	uri := url.URL{Path: file} // of folders with a space, too
	physical := sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewSimpleArtifactLocation(uri.String())).
		WithRegion(sarif.NewRegion().WithStartLine(f.Line))
	return sarif.NewLocationWithPhysicalLocation(physical).WithMessage(sarif.NewTextMessage(what)), true
}
