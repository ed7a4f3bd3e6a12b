//go:build broken

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
			t := python.Attach("callback") // want: panic can't create new thread at interpreter shutdown
			handled++
			t.Detach()
		}
	})
	_ = python.Run(func(*primitives.Thread) error {
		return nil
	})
	events <- "the last event"
	close(events)
	library.Wait()
	return r.Tally("handled", handled, 1)
}
