//go:build broken

package timer

import (
	"sync/atomic"
	"time"

	"threadlab/racecases/corpus"
)

func cancelLost(*corpus.Run) string {
	var fired, cancelled atomic.Bool
	looked, answered, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	rang := false
	time.AfterFunc(0, func() {
		defer close(done)
		ring := !cancelled.Load()
		close(looked)
		<-answered
		fired.Store(ring)
		rang = ring
	})
	<-looked
	ok := !fired.Load()
	cancelled.Store(ok)
	close(answered)
	<-done
	switch {
	case ok && rang:
		return "cancelled, and rang"
	case ok:
		return "cancelled"
	}
	return "rang"
}
