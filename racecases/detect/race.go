package detect

import "threadlab/racecases/goreport"

// readRaces makes a finding of each report of the race detector. A report's places are
// the innermost line of the package in each of its two stacks. If there is none, which
// the annotations of sync may lead to, they are where the goroutines were created.
func readRaces(o Output) []Finding {
	var findings []Finding
	for _, r := range goreport.Reports(o.Text) {
		f := Finding{Detector: Race, Label: LabelRace, Text: r.Text, Race: &r, Cut: r.Cut}
		for _, access := range r.Accesses {
			f.access(access, nil, o.Package)
		}
		if len(f.Places) == 0 {
			for _, access := range r.Accesses {
				f.access(access, access.Created, o.Package)
			}
		}
		findings = append(findings, f)
	}
	return findings
}

// access adds the place of an access, whose goroutine was created at the given stack.
func (f *Finding) access(a goreport.Access, made []Frame, pkg string) {
	p, ok := placeOf(a.Stack, made, pkg)
	if !ok {
		return
	}
	p.What, p.Goroutine = a.Kind, a.Goroutine
	if a.Atomic {
		p.What = "atomic " + p.What
	}
	f.Places = append(f.Places, p)
}
