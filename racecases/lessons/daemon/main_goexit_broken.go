//go:build broken

package daemon

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func mainGoexit(*corpus.Run) string {
	var wg sync.WaitGroup
	wg.Go(func() {
		// the last thread does what is left to do
	})
	wg.Wait()
	runtime.Goexit() // want: fatal no goroutines (main called runtime.Goexit)
	return "ended"
}
