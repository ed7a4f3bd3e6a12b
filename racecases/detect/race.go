package detect

import "threadlab/racecases/goreport"

// readRaces makes a finding of each report of the race detector. A report's places
// are the innermost line of the package in each of its two stacks.
func readRaces(o Output) []Finding {
	var findings []Finding
	for _, r := range goreport.Reports(o.Text) {
		f := Finding{Detector: Race, Label: LabelRace, Text: r.Text, Race: &r}
		for _, access := range r.Accesses {
			if frame, ok := Innermost(access.Stack, o.Package); ok {
				what := access.Kind
				if access.Atomic {
					what = "atomic " + what
				}
				f.Places = append(f.Places, Place{What: what, Frame: frame, Goroutine: access.Goroutine})
			}
		}
		findings = append(findings, f)
	}
	return findings
}
