//go:build broken

package timer

import (
	"sync"
	"time"

	"threadlab/racecases/corpus"
)

func callbackLockInversion(*corpus.Run) string {
	var mu sync.Mutex
	open := true
	running, done := make(chan struct{}), make(chan struct{})
	mu.Lock()
	timer := time.AfterFunc(0, func() {
		close(running)
		mu.Lock() // want: wait sync.Mutex.Lock
		open = false
		mu.Unlock()
		close(done)
	})
	<-running // the timer has fired and cannot be stopped any more
	stopped := timer.Stop()
	if !stopped {
		<-done // want: wait chan receive
	}
	mu.Unlock()
	if open {
		return "left open"
	}
	return "closed"
}
