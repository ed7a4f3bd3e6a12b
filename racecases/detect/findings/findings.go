// Package findings reads what a program printed: the output of one process, or of a linter, becomes
// findings. Whether a finding is right is for package proof to decide, or for a reader.
package findings

import "threadlab/racecases/detect"

// In has every detector read the output that can.
func In(o detect.Output) []detect.Finding {
	var all []detect.Finding
	for _, n := range detect.Names() {
		if n.Looks(o.Build) {
			all = append(all, By(n, o)...)
		}
	}
	return all
}

// By returns what one detector makes of an output, whatever its build. Outcome and Explorer make nothing of it.
func By(n detect.Name, o detect.Output) []detect.Finding {
	switch n {
	case detect.Race:
		return readRaces(o)
	case detect.Goleak:
		return readLeaks(o)
	case detect.Runtime:
		return readRuntime(o)
	case detect.Hang:
		return readHang(o)
	case detect.Synctest:
		return readBubble(o)
	case detect.LeakProfile:
		return readLeakProfile(o)
	case detect.Vet:
		return readVet(o.Text)
	case detect.Staticcheck:
		return readStaticcheck(o.Text)
	case detect.GoDeadlock:
		return readGoDeadlock(o)
	}
	return nil
}
