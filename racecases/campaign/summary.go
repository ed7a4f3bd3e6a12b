package campaign

import (
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// A HalfVerdict is a result as other programs read it, a line of JSON. Its V, like that of every line, changes when a field
// changes its meaning.
type HalfVerdict struct {
	V         int            `json:"v"`
	Case      string         `json:"case"`
	Class     corpus.Class   `json:"class"`
	Half      corpus.Half    `json:"half"`
	Labels    []detect.Label `json:"labels"`
	Verdict   Verdict        `json:"verdict"`
	Trials    int            `json:"trials"`
	ElapsedMS int64          `json:"elapsed_ms"`
}

// A Summary is the last line, behind those of all results.
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

// Line returns the line for a result.
func (r Result) Line() HalfVerdict {
	v := HalfVerdict{
		V: 1, Case: r.Ref.Name(), Class: r.Ref.Case.Class, Half: r.Half,
		Labels: r.Labels, Verdict: r.Verdict, Trials: r.Trials, ElapsedMS: r.Elapsed.Milliseconds(),
	}
	if v.Labels == nil {
		v.Labels = []detect.Label{}
	}
	return v
}

// Summarize counts results.
func Summarize(results []Result) Summary {
	s := Summary{V: 1, Summary: true}
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
		case r.Verdict == NotRun:
			s.NotRun++
		case ok == 0:
			s.Unexpected++
		}
	}
	s.Cases = len(cases)
	return s
}
