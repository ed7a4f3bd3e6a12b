//go:build !broken

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
		var mu sync.Mutex
		var ring [size]int
		in := 0
		put := func() {
			slots.Acquire()
			mu.Lock()
			ring[in%size] = 1
			in++
			mu.Unlock()
			items.Release()
		}
		producers.Go(put)
		producers.Go(put)
		for out := range 2 {
			items.Acquire()
			mu.Lock()
			sum += ring[out%size]
			mu.Unlock()
			slots.Release()
		}
		producers.Wait()
	}
	return r.Tally("items", sum, 2*n)
}
