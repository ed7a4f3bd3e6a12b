//go:build broken

package semaphore

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func unguardedBuffer(r *corpus.Run) string {
	const size = 2
	var producers sync.WaitGroup
	sum, n := 0, r.Times(200)
	for range n {
		slots, items := primitives.NewSemaphore(size), primitives.NewSemaphore(0)
		var ring [size]int
		in := 0
		put := func() {
			slots.Acquire()
			ring[in%size] = 1 // want: race read A, race write B; unseen: two producers seldom write to one place
			in++              // want: race write A, race read A; unseen: mostly the read before it is reported
			items.Release()
		}
		producers.Go(put)
		producers.Go(put)
		for out := range 2 {
			items.Acquire()
			sum += ring[out%size] // want: race read B; unseen: both producers are mostly done before
			slots.Release()
		}
		producers.Wait()
	}
	return r.Tally("items", sum, 2*n)
}
