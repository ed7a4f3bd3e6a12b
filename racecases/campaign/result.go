package campaign

import (
	"fmt"
	"slices"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// A Verdict is what all trials of a half amount to.
type Verdict string

// The verdicts. NotRun is for a half whose build this machine cannot make.
const (
	Detected   Verdict = "detected"    // broken, and a detector that should see it did
	Missed     Verdict = "missed"      // broken, and none did
	Clean      Verdict = "clean"       // correct, and nothing was reported
	FalseAlarm Verdict = "false-alarm" // correct, and something was reported
	WrongSite  Verdict = "wrong-site"  // reported, but not where the marks are
	Error      Verdict = "error"       // the trial itself failed
	NotRun     Verdict = "not-run"
)

// A Result is the verdict on one half, and what it rests on.
type Result struct {
	Ref        corpus.Ref
	Half       corpus.Half
	Verdict    Verdict
	Labels     []detect.Label // everything that was shown, in order of appearance
	Trials     int
	Caught     int             // in how many trials it was caught
	First      int             // the first run that was caught, from 1
	Allowed    int             // how many runs it might have taken
	Elapsed    time.Duration   // of all trials
	FirstTook  time.Duration   // of the trial that was caught first
	Output     trial.Output    // of that trial, or of the last one
	Evidence   []proof.Finding // what was found in it
	Unexpected []proof.Finding // findings that the case does not expect, of any trial
	Unhit      []corpus.Mark   // marks of the broken half that no trial hit
	Err        error
}

// AsExpected reports whether the half did what its case expects.
func (r Result) AsExpected() bool {
	return (r.Verdict == Detected || r.Verdict == Clean) && len(r.Unexpected) == 0
}

// A FailedError is that of a trial which says nothing about its half: it did not run, or what it left cannot be read.
type FailedError struct{ Err error }

func (e FailedError) Error() string { return e.Err.Error() }

// Unwrap returns the error of the trial.
func (e FailedError) Unwrap() error { return e.Err }

// fail makes an error of the trial itself the verdict.
func (r Result) fail(err error) Result {
	r.Verdict, r.Err = Error, FailedError{err}
	return r
}

// note adds what was found in one trial.
func (r *Result) note(o trial.Output, findings []proof.Finding) {
	r.Trials++
	r.Elapsed += o.Elapsed
	for _, f := range findings {
		if !slices.Contains(r.Labels, f.Label) {
			r.Labels = append(r.Labels, f.Label)
		}
	}
	if len(findings) == 0 && !o.Done {
		r.Err = fmt.Errorf("%s, %s half, %s build: exit status %d; no race, leak or deadlock was seen:\n%s",
			r.Ref.Name(), r.Half, o.Build, o.Exit, o.Text)
	}
}
