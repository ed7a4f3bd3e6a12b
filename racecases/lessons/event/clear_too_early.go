//go:build !broken

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
		start.Wait()
	}
	wg.Go(run)
	start.Set()
	wg.Go(run) // a late one
	wg.Wait()
	return "all ran"
}
