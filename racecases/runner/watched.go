//go:build godeadlock

package main

import (
	"time"

	"github.com/sasha-s/go-deadlock"

	"threadlab/racecases/corpus"
)

const repeats = false // go-deadlock remembers the order of locks that are long gone

// perform runs the half on go-deadlock's mutexes. A wait for one that is longer
// than this counts as a deadlock. The default of 30 s would outlast every trial,
// and a correct half on a busy machine has been seen to wait for 300 ms.
func perform(program corpus.Program, r *corpus.Run, done func(corpus.Record) error) error {
	deadlock.Opts.DeadlockTimeout = 800 * time.Millisecond
	return done(timed(program, r))
}
