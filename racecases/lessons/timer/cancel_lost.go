//go:build !broken

package timer

import (
	"sync/atomic"
	"time"

	"threadlab/racecases/corpus"
)

func cancelLost(*corpus.Run) string {
	var decided atomic.Bool // set by the side that is first
	looked, answered, done := make(chan struct{}), make(chan struct{}), make(chan struct{})
	rang := false
	time.AfterFunc(0, func() {
		defer close(done)
		ring := decided.CompareAndSwap(false, true)
		close(looked)
		<-answered
		rang = ring
	})
	<-looked
	ok := decided.CompareAndSwap(false, true)
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
