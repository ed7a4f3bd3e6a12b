package gocmd

import "go/version"

// LeakProfile returns what the go command needs for a program with the goroutine leak
// profile, as flags and as environment; with is the version of the Go that builds
// (go1.26.8). From Go 1.27 on every program has it, and its experiment is unknown. All that
// ask here share one standard library, which no other build has: it is compiled without
// DWARF, which no report needs.
func LeakProfile(with string) (flags, env []string) {
	if version.Compare(version.Lang(with), "go1.27") >= 0 {
		return nil, nil
	}
	return []string{"-gcflags=std=-dwarf=false"}, []string{"GOEXPERIMENT=goroutineleakprofile"}
}
