//go:build leakprofile

package main

import (
	"errors"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"threadlab/racecases/corpus"
)

const repeats = false // what has leaked stays leaked

// perform runs the half beside a look at the leak profile, now and then while it
// runs and once it has returned. What the profile calls leaked stays leaked, so
// the first half that shows any is not waited for.
func perform(program corpus.Program, r *corpus.Run, done func(corpus.Record) error) error {
	const between = 100 * time.Millisecond
	ended := make(chan corpus.Record, 1)
	go func() { ended <- timed(program, r) }()
	for {
		rec, returned := corpus.Record{Outcome: corpus.Unfinished}, false
		select {
		case rec = <-ended:
			returned = true
		case <-time.After(between):
		}
		var err error
		if rec.Profile, err = leakProfile(); err != nil {
			return err
		}
		if returned || rec.Profile != "" {
			return done(rec)
		}
	}
}

// leakProfile returns every goroutine's stack if one of them has leaked. The
// first of several profiles may miss what the next one sees.
func leakProfile() (string, error) {
	const profiles = 3
	profile := pprof.Lookup("goroutineleak")
	if profile == nil {
		return "", errors.New("no goroutine leak profile: build with GOEXPERIMENT=goroutineleakprofile")
	}
	// Each profile collects garbage, and waits for the end of that by yielding: with several
	// processors five times as dear.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var b strings.Builder
	for range profiles {
		b.Reset()
		if err := profile.WriteTo(&b, 2); err != nil {
			return "", err
		}
	}
	if !strings.Contains(b.String(), "(leaked)") {
		return "", nil
	}
	return b.String(), nil
}
