//go:build broken

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
		answer = "42"                     // want: race write
		ready.Set()
	})
	defer wg.Wait()
	ready.WaitTimeout(time.Millisecond)
	return answer // want: race read
}
