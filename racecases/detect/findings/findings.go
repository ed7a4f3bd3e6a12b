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
	read, ok := map[detect.Name]func(detect.Output) []detect.Finding{
		detect.Race: readRaces, detect.Goleak: readLeaks, detect.Runtime: readRuntime, detect.Hang: readHang, detect.Synctest: readBubble,
		detect.LeakProfile: readLeakProfile, detect.Vet: readVet, detect.Staticcheck: readStaticcheck, detect.GoDeadlock: readGoDeadlock,
	}[n]
	if !ok {
		return nil
	}
	return read(o)
}
