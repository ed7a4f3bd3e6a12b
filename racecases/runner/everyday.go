//go:build !synctest && !leakprofile && !godeadlock

package main

import (
	"go.uber.org/goleak"

	"threadlab/racecases/corpus"
)

// perform runs the half and looks for the goroutines that it left.
func perform(program corpus.Program, r *corpus.Run, done func(corpus.Record) error) error {
	rec := timed(program, r)
	if err := goleak.Find(); err != nil {
		rec.Leaks = err.Error() + "\n"
	}
	return done(rec)
}
