//go:build !broken

package daemon

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func attachAfterExit(r *corpus.Run) string {
	var library sync.WaitGroup
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	events := make(chan string)
	handled := 0
	library.Go(func() { // not a thread of Python's: it calls back into Python
		for range events {
			t := python.Attach("callback")
			handled++
			t.Detach()
		}
	})
	_ = python.Run(func(*primitives.Thread) error {
		events <- "the last event"
		close(events)
		library.Wait()
		return nil
	})
	return r.Tally("handled", handled, 1)
}
