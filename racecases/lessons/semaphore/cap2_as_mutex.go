//go:build !broken

package semaphore

import (
	"runtime"
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func cap2AsMutex(r *corpus.Run) string {
	sem := primitives.NewSemaphore(1)
	var threads sync.WaitGroup
	counter, n := 0, r.Times(100)
	for range 5 {
		threads.Go(func() {
			for range n {
				sem.Acquire()
				old := counter
				runtime.Gosched() // the other threads may run here, as they may anywhere
				counter = old + 1
				sem.Release()
			}
		})
	}
	threads.Wait()
	return r.Tally("counter", counter, 5*n)
}
