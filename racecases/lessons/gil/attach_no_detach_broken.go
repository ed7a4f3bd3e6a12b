//go:build broken

package gil

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func attachNoDetach(*corpus.Run) string {
	var library sync.WaitGroup
	python := primitives.NewInterpreter()
	library.Go(func() {
		python.Attach("callback")
		// tells Python what the library has read
	})
	library.Wait()
	main := func(*primitives.Thread) error { return nil }
	_ = python.Run(main) // want: wait sync.Cond.Wait
	return "ran"
}
