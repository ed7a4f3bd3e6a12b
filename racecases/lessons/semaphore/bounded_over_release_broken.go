//go:build broken

package semaphore

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func boundedOverRelease(r *corpus.Run) string {
	pool := primitives.NewBoundedSemaphore(2)
	dial := func() (hangUp func()) {
		pool.Acquire()
		return func() { pool.Release() } // want: panic Semaphore released too many times
	}
	var threads sync.WaitGroup
	for range 5 {
		threads.Go(func() {
			hangUp := dial()
			defer hangUp()
			hangUp()
		})
	}
	threads.Wait()
	return r.Tally("permits", pool.Value(), 2)
}
