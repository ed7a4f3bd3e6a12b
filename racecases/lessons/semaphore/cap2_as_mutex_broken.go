//go:build broken

package semaphore

import (
	"runtime"
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func cap2AsMutex(r *corpus.Run) string {
	sem := primitives.NewSemaphore(2)
	var threads sync.WaitGroup
	counter, n := 0, r.Times(100)
	add := func() {
		sem.Acquire()
		old := counter    // want: race read
		runtime.Gosched() // the other thread may run here, as it may anywhere
		counter = old + 1 // want: race write
		sem.Release()
	}
	for range n {
		threads.Go(add)
		threads.Go(add)
		threads.Wait()
	}
	return r.Tally("counter", counter, 2*n)
}
