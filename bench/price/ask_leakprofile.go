//go:build leakprofile

package main

import (
	"errors"
	"io"
	"runtime/pprof"
)

// ask has the runtime look for goroutines that nothing can wake any more.
func ask() error {
	profile := pprof.Lookup("goroutineleak")
	if profile == nil {
		return errors.New("this build has no leak profile: build it with GOEXPERIMENT=goroutineleakprofile")
	}
	return profile.WriteTo(io.Discard, 0)
}
