//go:build !broken

package gil

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func atomicLoadStore(r *corpus.Run) string {
	var wg sync.WaitGroup
	var counter atomic.Int64
	n := r.Times(300_000)
	for range 2 {
		wg.Go(func() {
			for range n {
				counter.Add(1)
			}
		})
	}
	wg.Wait()
	return r.Tally("counter", int(counter.Load()), 2*n)
}
