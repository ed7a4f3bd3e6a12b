//go:build !broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func splitCriticalSection(r *corpus.Run) string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	counter, n := 0, r.Times(20_000)
	for range 5 {
		wg.Go(func() {
			for range n {
				mu.Lock()
				old := counter
				counter = old + 1
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return r.Tally("counter", counter, 5*n)
}
