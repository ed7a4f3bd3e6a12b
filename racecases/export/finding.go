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

// A Finding is a finding as other programs read it. What differs from run to run is not in it.
type Finding struct {
	Kind        string    `json:"kind"`
	Level       string    `json:"level"`   // error, or warning
	Message     string    `json:"message"` // a line
	Test        string    `json:"test,omitempty"`
	File        string    `json:"file,omitempty"` // of the first place that is the reader's
	Line        int       `json:"line,omitempty"`
	Related     []Related `json:"related,omitempty"` // the others, each once
	Fingerprint string    `json:"fingerprint,omitempty"`
}

// Related is a place that takes part in a finding.
type Related struct {
	What string `json:"what"`
	File string `json:"file"`
	Line int    `json:"line"`
}

// Findings returns findings as other programs read them, each fingerprint once.
func Findings(findings []detect.Finding, where Where) []Finding {
	var all []Finding
	for _, f := range distinct(findings) {
		x := Finding{Kind: string(f.Label), Level: level(f), Message: message(f, where), Test: f.Test, Fingerprint: f.Fingerprint}
		seen := map[Related]bool{}
		for _, p := range f.Places {
			file, ok := where(p.Frame)
			at := Related{p.What, file, p.Frame.Line}
			switch {
			case !ok || seen[at]:
			case x.File == "":
				x.File, x.Line = file, at.Line
			default:
				x.Related = append(x.Related, at)
			}
			seen[at] = true
		}
		all = append(all, x)
	}
	return all
}

// distinct returns the findings without those that have the fingerprint of an earlier one: another test has seen them too.
func distinct(findings []detect.Finding) []detect.Finding {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(findings), func(f detect.Finding) bool {
		again := f.Fingerprint != "" && seen[f.Fingerprint]
		seen[f.Fingerprint] = true
		return again
	})
}

// level is warning for what a user may accept.
func level(f detect.Finding) string {
	if f.Minor || f.Detector == detect.Vet || f.Detector == detect.Staticcheck {
		return "warning"
	}
	return "error"
}

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
