// Package export writes verdicts for other programs to read.
package export

import (
	"encoding/json"
	"io"
	"slices"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// Version is the "v" of every object. It changes when a field changes its meaning.
const Version = 1

// A HalfVerdict is one line: what a campaign says of one half of one case.
type HalfVerdict struct {
	V         int              `json:"v"`
	Case      string           `json:"case"`
	Class     corpus.Class     `json:"class"`
	Half      corpus.Half      `json:"half"`
	Labels    []detect.Label   `json:"labels"`
	Verdict   campaign.Verdict `json:"verdict"`
	Trials    int              `json:"trials"`
	ElapsedMS int64            `json:"elapsed_ms"`
}

// A Summary is the last line.
type Summary struct {
	V          int  `json:"v"`
	Summary    bool `json:"summary"`
	Cases      int  `json:"cases"`
	Broken     int  `json:"broken"`     // broken halves
	Detected   int  `json:"detected"`   // of them, caught as expected
	Correct    int  `json:"correct"`    // correct halves, negatives among them
	Clean      int  `json:"clean"`      // of them, without any report
	Unexpected int  `json:"unexpected"` // halves of either kind that did not do what their case expects
	NotRun     int  `json:"not_run"`    // halves whose build this machine cannot make
}

// Of returns the line for a result.
func Of(r campaign.Result) HalfVerdict {
	v := HalfVerdict{
		V: Version, Case: r.Ref.Name(), Class: r.Ref.Case.Class, Half: r.Half,
		Labels: r.Labels, Verdict: r.Verdict, Trials: r.Trials, ElapsedMS: r.Elapsed.Milliseconds(),
	}
	if v.Labels == nil {
		v.Labels = []detect.Label{}
	}
	return v
}

// Summarize counts results.
func Summarize(results []campaign.Result) Summary {
	s := Summary{V: Version, Summary: true}
	var cases []string
	for _, r := range results {
		if !slices.Contains(cases, r.Ref.Name()) {
			cases = append(cases, r.Ref.Name())
		}
		ok := 0
		if r.AsExpected() {
			ok = 1
		}
		if r.Half == corpus.Broken {
			s.Broken++
			s.Detected += ok
		} else {
			s.Correct++
			s.Clean += ok
		}
		switch {
		case r.Verdict == campaign.NotRun:
			s.NotRun++
		case ok == 0:
			s.Unexpected++
		}
	}
	s.Cases = len(cases)
	return s
}

// Line writes one object and a newline.
func Line(w io.Writer, object any) error { return json.NewEncoder(w).Encode(object) }
