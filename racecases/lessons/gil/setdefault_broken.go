//go:build broken

package gil

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func setdefault(r *corpus.Run) string {
	var wg sync.WaitGroup
	var visits sync.Map
	both := primitives.NewBarrier(2)
	for range 2 {
		wg.Go(func() {
			counter, found := visits.Load("alice")
			both.Wait() // both have looked: nothing forbids it
			if !found {
				counter = new(atomic.Int64)
				visits.Store("alice", counter)
			}
			counter.(*atomic.Int64).Add(1)
		})
	}
	wg.Wait()
	counter, _ := visits.Load("alice")
	return r.Tally("visits", int(counter.(*atomic.Int64).Load()), 2)
}
