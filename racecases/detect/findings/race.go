package findings

import (
	"slices"

	"threadlab/racecases/detect"
	"threadlab/racecases/goreport"
)

// readRaces makes a finding of each report of the race detector. Its places are the innermost line of the package in each
// of its two stacks, or in that of the goroutine's creation if the access is in a library, or if neither stack has a line.
func readRaces(o detect.Output) []detect.Finding {
	var all []detect.Finding
	for _, r := range goreport.Reports(o.Text) {
		f := detect.Finding{Detector: detect.Race, Label: detect.LabelRace, Text: r.Text, Race: &r, Cut: r.Cut}
		var lost []detect.Place
		for _, a := range r.Accesses {
			p, ok := placeOf(a.Stack, a.Created, o.Package)
			switch {
			case !ok:
			case p.Made && p.Library == detect.Frame{}:
				lost = append(lost, access(p, a))
			default:
				f.Places = append(f.Places, access(p, a))
			}
		}
		if len(f.Places) == 0 {
			f.Places = lost
		}
		all = append(all, f)
	}
	return all
}

// Outside returns the accesses of a finding's race that are in other modules than its package's, if no line of the package leads
// there that the detector still knows: the innermost line of each that is not of the standard library.
func Outside(f detect.Finding, pkg string) []detect.Place {
	if f.Race == nil {
		return nil
	}
	var all []detect.Place
	for _, a := range f.Race.Accesses {
		if at := library(a.Stack, pkg); at != (detect.Frame{}) {
			all = append(all, access(detect.Place{Frame: at}, a))
		}
	}
	return all
}

// Lost returns the accesses of a finding's race whose stacks the detector has lost, but for those that it names already: where
// the package has their goroutines created, or the zero Frame.
func Lost(f detect.Finding, pkg string) (all []detect.Place) {
	if f.Race == nil {
		return nil
	}
	for _, a := range f.Race.Accesses {
		if slices.ContainsFunc(f.Places, func(p detect.Place) bool { return p.Goroutine == a.Goroutine }) {
			continue
		}
		p, ok := placeOf(a.Stack, a.Created, pkg)
		if a.Kind != "" && (!ok || p.Made) && p.Library == (detect.Frame{}) {
			a.Atomic = a.Atomic || len(a.Stack) > 0 && !a.Restored // it ends in sync/atomic
			all = append(all, access(p, a))
		}
	}
	return all
}

// access returns the place of an access.
func access(p detect.Place, a goreport.Access) detect.Place {
	p.What, p.Goroutine = a.Kind, a.Goroutine
	if a.Atomic {
		p.What = "atomic " + p.What
	}
	return p
}
