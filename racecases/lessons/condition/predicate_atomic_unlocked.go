//go:build !broken

package condition

import (
	"runtime"
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func predicateAtomicUnlocked(r *corpus.Run) string {
	var wg sync.WaitGroup
	for range r.Times(100) {
		var mu sync.Mutex
		var ready atomic.Bool
		c := sync.NewCond(&mu)
		looked := make(chan struct{})
		wg.Go(func() {
			mu.Lock()
			for !ready.Load() {
				close(looked)
				runtime.Gosched() // the other side may run here, as it may anywhere
				c.Wait()
			}
			mu.Unlock()
		})
		<-looked
		mu.Lock()
		ready.Store(true)
		mu.Unlock()
		c.Signal()
		wg.Wait()
	}
	return "all met"
}
