package detect

import (
	"slices"

	"threadlab/racecases/goreport"
)

// readLeakProfile reads the profile that the process took of itself: the goroutines
// in it that can never be woken.
func readLeakProfile(o Output) []Finding {
	all := slices.DeleteFunc(goreport.Goroutines(o.Profile), func(g goreport.Goroutine) bool { return !g.Leaked })
	if len(all) == 0 {
		return nil
	}
	f := Finding{Detector: LeakProfile, Label: LabelLeakProfile, Text: o.Profile}
	f.waits(all, o.Package)
	return []Finding{f}
}
