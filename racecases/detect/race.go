package detect

import "threadlab/racecases/goreport"

// readRaces makes a finding of each report of the race detector. Its places are the innermost line of the package in each
// of its two stacks, or in that of the goroutine's creation if the access is in a library, or if neither stack has a line.
func readRaces(o Output) []Finding {
	var findings []Finding
	for _, r := range goreport.Reports(o.Text) {
		f := Finding{Detector: Race, Label: LabelRace, Text: r.Text, Race: &r, Cut: r.Cut}
		var lost []Place
		for _, a := range r.Accesses {
			p, ok := placeOf(a.Stack, a.Created, o.Package)
			switch {
			case !ok:
			case p.Made && p.Library == Frame{}:
				lost = append(lost, p.of(a))
			default:
				f.Places = append(f.Places, p.of(a))
			}
		}
		if len(f.Places) == 0 {
			f.Places = lost
		}
		findings = append(findings, f)
	}
	return findings
}

// Outside returns the accesses of a race that are in other modules than its package's, if no line of the package leads
// there that the detector still knows: the innermost line of each that is not of the standard library.
func (f Finding) Outside(pkg string) []Place {
	if f.Race == nil {
		return nil
	}
	var all []Place
	for _, a := range f.Race.Accesses {
		if at := library(a.Stack, pkg); at != (Frame{}) {
			all = append(all, Place{Frame: at}.of(a))
		}
	}
	return all
}

// of returns the place of an access.
func (p Place) of(a goreport.Access) Place {
	p.What, p.Goroutine = a.Kind, a.Goroutine
	if a.Atomic {
		p.What = "atomic " + p.What
	}
	return p
}
