//go:build !broken

package gil

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func setdefault(r *corpus.Run) string {
	var wg sync.WaitGroup
	var visits sync.Map
	for range 2 {
		wg.Go(func() {
			counter, _ := visits.LoadOrStore("alice", new(atomic.Int64))
			counter.(*atomic.Int64).Add(1)
		})
	}
	wg.Wait()
	counter, _ := visits.Load("alice")
	return r.Tally("visits", int(counter.(*atomic.Int64).Load()), 2)
}
