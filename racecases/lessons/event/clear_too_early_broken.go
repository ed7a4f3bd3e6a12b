//go:build broken

package event

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func clearTooEarly(*corpus.Run) string {
	var start primitives.Event
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			start.Wait() // want: wait sync.Cond.Wait
		})
	}
	start.Set()
	start.Clear()
	wg.Wait()
	return "all ran"
}
