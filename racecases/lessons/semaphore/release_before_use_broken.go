//go:build broken

package semaphore

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func releaseBeforeUse(r *corpus.Run) string {
	pool := primitives.NewSemaphore(1)
	var threads sync.WaitGroup
	buffer, n := 0, r.Times(1000)
	for range 2 {
		threads.Go(func() {
			for range n {
				pool.Acquire()
				pool.Release()
				buffer++ // want: race write, race read
			}
		})
	}
	threads.Wait()
	return r.Tally("bytes", buffer, 2*n)
}
