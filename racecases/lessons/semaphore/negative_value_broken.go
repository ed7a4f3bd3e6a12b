//go:build broken

package semaphore

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func negativeValue(r *corpus.Run) string {
	cores, reserved := 2, 4                           // the settings of a big machine, on a small one
	pool := primitives.NewSemaphore(cores - reserved) // want: panic semaphore initial value must be >= 0
	var threads sync.WaitGroup
	var served atomic.Int64
	for range 3 {
		threads.Go(func() {
			pool.Acquire()
			defer pool.Release()
			served.Add(1)
		})
	}
	threads.Wait()
	return r.Tally("served", int(served.Load()), 3)
}
