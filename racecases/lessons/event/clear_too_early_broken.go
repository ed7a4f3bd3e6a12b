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
	run := func() {
		start.Wait() // want: wait sync.Cond.Wait
	}
	wg.Go(run)
	start.Set()
	start.Clear()
	wg.Go(run) // a late one
	wg.Wait()
	return "all ran"
}
