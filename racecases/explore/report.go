package explore

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"path/filepath"
	"strings"
	"time"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/gocmd"
)

// The verdicts where there is no search.
const (
	Refused scheduler.Verdict = "refused" // it cannot be explored
	Skipped scheduler.Verdict = "skipped" // the test skips itself
)

// A Report is what the explorer says of one entry point. In JSON whatever writes it
// says what program the entry point is of.
type Report struct {
	Entry     string                 `json:"-"`                 // empty: all of the program
	Patient   bool                   `json:"patient,omitempty"` // no early timers, as in the options
	Outlive   bool                   `json:"outlive,omitempty"` // leaks were allowed
	Verdict   scheduler.Verdict      `json:"verdict"`
	Failure   *scheduler.Failure     `json:"failure,omitempty"`
	Delays    int                    `json:"delays"` // of the failing schedule; else up to which all were tried
	Schedules int                    `json:"schedules"`
	Steps     int                    `json:"steps"`
	Replay    string                 `json:"replay,omitempty"`
	Why       string                 `json:"why,omitempty"`
	ElapsedMS int64                  `json:"elapsed_ms"`             // of a survey: of all its searches, which may have run side by side
	Processor int64                  `json:"processor_ms,omitempty"` // time of one, in milliseconds; 0: not known
	Strategy  scheduler.StrategyName `json:"strategy,omitempty"`     // empty: a replay or a survey
	Findings  []Finding              `json:"findings,omitempty"`     // of a survey: all of them, the failure above among them
	Complete  bool                   `json:"complete,omitempty"`     // every schedule was tried, or one of each class
	LeftOut   string                 `json:"left_out,omitempty"`     // what the program was run without, and why
	Draws     scheduler.Draws        `json:"draws,omitzero"`         // random numbers, and orders of maps: where some of them are partial, no verdict is about all executions
	Values    int                    `json:"values,omitempty"`       // of the failing schedule: draws at no delay that take another value than the usual one
	Early     int                    `json:"early_delays"`           // delays up to which every schedule was tried in which timers may fire early; -1: none

	Trace []scheduler.Event `json:"-"`
}

// A Finding is one of the distinct failures that a survey has found.
type Finding struct {
	Class       scheduler.Class    `json:"class"`
	Fingerprint string             `json:"fingerprint"` // stable between runs and when lines move
	Failure     *scheduler.Failure `json:"failure"`
	Delays      int                `json:"delays"`
	Steps       int                `json:"steps"`
	Values      int                `json:"values,omitempty"`   // draws at no delay that take another value than the usual one
	EarlyMS     float64            `json:"early_ms,omitempty"` // how much before its time a timer fires
	Replay      string             `json:"replay"`
	Trace       []scheduler.Event  `json:"trace,omitempty"`
}

// Refused reports why an entry point cannot be explored, or, if the job names none, the
// whole program; or that it skips itself.
func (p *Program) Refused(job Job, why error) Report {
	verdict := Refused
	if errors.As(why, new(scheduler.SkippedError)) {
		verdict = Skipped
	}
	return Report{
		Entry: job.Entry, Patient: job.NoEarlyTimers, Outlive: job.AllowLeaks,
		Verdict: verdict, Why: p.relative(gocmd.FirstLine(why.Error())), Delays: -1, Early: -1,
	}
}

// report reports an answer, or why there is none.
func (p *Program) report(job Job, a scheduler.Answer, err error) Report {
	if err != nil {
		return p.Refused(job, err)
	}
	r := Report{
		Entry: job.Entry, Patient: job.NoEarlyTimers, Outlive: job.AllowLeaks,
		Verdict: a.Verdict, Failure: a.Failure, Delays: a.Delays, Schedules: a.Schedules, Steps: a.Steps, Why: p.relative(a.Why), LeftOut: p.relative(a.LeftOut),
		ElapsedMS: a.Elapsed.Milliseconds(), Processor: a.Processor.Milliseconds(), Strategy: a.Strategy, Complete: a.Complete, Early: a.Early, Draws: a.Draws, Trace: a.Trace,
	}
	if a.Verdict == scheduler.Fails || a.Verdict == scheduler.Survives {
		r.Replay, r.Values = a.Schedule.String(), len(a.Schedule)-a.Delays
	}
	p.trim(r.Failure, r.Trace)
	for _, f := range a.Findings {
		p.trim(f.Failure, f.Trace)
		replay := f.Schedule.String()
		if f.Second {
			replay = f.Schedule.Behind(f.Steps)
		}
		r.Findings = append(r.Findings, Finding{
			Class: f.Class, Fingerprint: p.fingerprint(f), Failure: f.Failure, Delays: f.Delays, Steps: f.Steps, Values: len(f.Schedule) - f.Delays,
			EarlyMS: float64(f.Early) / float64(time.Millisecond), Replay: replay, Trace: f.Trace,
		})
	}
	return r
}

// fingerprint tells failures of two packages apart: what an assertion says begins with the name of
// its test, and another package may have a test of that name that says the same.
func (p *Program) fingerprint(f scheduler.Finding) string {
	if f.Failure.Kind != scheduler.Assertion {
		return f.Fingerprint
	}
	hash := fnv.New64a()
	io.WriteString(hash, p.Name+"\x00"+f.Fingerprint)
	return fmt.Sprintf("%016x", hash.Sum64())
}

// trim names places as reports do, and leaves out what says nothing to a reader.
func (p *Program) trim(f *scheduler.Failure, trace []scheduler.Event) {
	shortened := map[*scheduler.Frame]bool{} // steps share their stacks
	for _, e := range trace {
		if len(e.Where) > 0 && !shortened[&e.Where[0]] {
			shortened[&e.Where[0]] = true
			p.shorten(e.Where)
		}
	}
	if f == nil {
		return
	}
	p.shorten(f.Where)
	for _, w := range f.Waits {
		p.shorten(w.Where)
		p.shorten(w.Created)
	}
	for _, x := range f.Races {
		p.shorten(x.Where)
		p.shorten(x.Created)
	}
	f.Message, f.Stack = p.relative(f.Message), p.relative(f.Stack)
	if f.Kind == scheduler.Assertion {
		f.Stack = "" // the end of the test's, where its messages are read
	}
}

// shorten names the files of frames relative to the roots, or to the module.
func (p *Program) shorten(frames []scheduler.Frame) {
	for i := range frames {
		file := strings.TrimPrefix(frames[i].File, p.prefix)
		for _, root := range p.roots {
			file = strings.TrimPrefix(file, filepath.ToSlash(root)+"/")
		}
		frames[i].File = file
	}
}
