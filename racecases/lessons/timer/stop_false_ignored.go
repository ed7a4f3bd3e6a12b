//go:build !broken

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
		if outcome = "rang"; closed {
			outcome = "used after close"
		}
	})
	<-running // the timer has fired and cannot be stopped any more
	if !timer.Stop() {
		<-done
	}
	closed = true
	<-done
	return outcome
}
