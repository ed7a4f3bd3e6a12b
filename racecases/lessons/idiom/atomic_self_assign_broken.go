//go:build broken

package idiom

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func atomicSelfAssign(r *corpus.Run) string {
	var wg sync.WaitGroup
	counter, n := int64(0), r.Times(1000)
	for range 2 {
		wg.Go(func() {
			for range n {
				counter = atomic.AddInt64(&counter, 1) // want: race write, vet atomic
			}
		})
	}
	wg.Wait()
	return r.Tally("counter", int(counter), 2*n)
}
