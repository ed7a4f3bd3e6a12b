//go:build !broken

package semaphore

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func leakOnError(r *corpus.Run) string {
	sem := primitives.NewSemaphore(2)
	var served atomic.Int64
	var threads sync.WaitGroup
	for page := range 5 {
		threads.Go(func() {
			sem.Acquire()
			defer sem.Release()
			if page%2 == 0 {
				return // no such page
			}
			served.Add(1)
		})
	}
	threads.Wait()
	return r.Tally("served", int(served.Load()), 2)
}
