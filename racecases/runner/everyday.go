//go:build !synctest && !leakprofile && !godeadlock

package main

import (
	"go.uber.org/goleak"

	"threadlab/racecases/corpus"
)

// repeats: what the plain and the race build say of a half, they can say again.
const repeats = true

// perform runs the half and looks for the goroutines that it left: those of an
// earlier run were reported then.
func perform(program corpus.Program, r *corpus.Run, done func(corpus.Record) error) error {
	before := goleak.IgnoreCurrent()
	rec := timed(program, r)
	if err := goleak.Find(before); err != nil {
		rec.Leaks = err.Error() + "\n"
	}
	return done(rec)
}
