//go:build !broken

package event

import (
	"sync"
	"time"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func timeoutIgnored(*corpus.Run) string {
	var ready primitives.Event
	var wg sync.WaitGroup
	answer := "nothing"
	wg.Go(func() {
		time.Sleep(20 * time.Millisecond) // a slow server
		answer = "42"
		ready.Set()
	})
	defer wg.Wait()
	if !ready.WaitTimeout(time.Millisecond) {
		return "gave up"
	}
	return answer
}
