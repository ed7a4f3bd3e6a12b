// Package export writes findings for other programs to read.
package export

import (
	"encoding/json"
	"io"
	"slices"

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
	Also        []Also    `json:"also,omitempty"` // what else was seen of the cause
}

// Also is a finding that another one explains.
type Also struct {
	Detector    detect.Name `json:"detector"`
	Message     string      `json:"message"`
	Fingerprint string      `json:"fingerprint,omitempty"`
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
		for i, p := range allPlaces(f) {
			file, ok := where(p.Frame)
			at := Related{p.What, file, p.Frame.Line}
			if f.Race != nil && p.Made {
				at.What += createdHere
			}
			pair := f.Race != nil && i == 1 // both accesses of a race, also of one line
			switch {
			case !ok || seen[at] && !pair:
			case x.File == "":
				x.File, x.Line = file, at.Line
			default:
				x.Related = append(x.Related, at)
			}
			seen[at] = true
		}
		for _, g := range f.Also {
			x.Also = append(x.Also, Also{g.Detector, message(g, where), g.Fingerprint})
		}
		all = append(all, x)
	}
	return all
}

// allPlaces returns the places of a finding and of those under it.
func allPlaces(f detect.Finding) (all []detect.Place) {
	for _, g := range f.All() {
		all = append(all, g.Places...)
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

// Line writes one object and a newline.
func Line(w io.Writer, object any) error { return json.NewEncoder(w).Encode(object) }
