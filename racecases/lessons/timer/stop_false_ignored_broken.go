//go:build broken

package timer

import (
	"time"

	"threadlab/racecases/corpus"
)

func stopFalseIgnored(*corpus.Run) string {
	closed, outcome := false, "never rang"
	running, done := make(chan struct{}), make(chan struct{})
	timer := time.AfterFunc(0, func() {
		defer close(done)
		close(running)
		if outcome = "rang"; closed { // want: race read
			outcome = "used after close"
		}
	})
	<-running // the timer has fired and cannot be stopped any more
	timer.Stop()
	closed = true // want: race write
	<-done
	return outcome
}
