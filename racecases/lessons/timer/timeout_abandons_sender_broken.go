//go:build broken

package timer

import (
	"time"

	"threadlab/racecases/corpus"
)

func timeoutAbandonsSender(*corpus.Run) string {
	answer := make(chan int)
	slow := make(chan struct{})
	go func() {
		<-slow
		answer <- 42 // want: wait chan send
	}()
	defer close(slow)
	select {
	case <-answer:
		return "answered"
	case <-time.After(time.Millisecond):
		return "timed out"
	}
}
