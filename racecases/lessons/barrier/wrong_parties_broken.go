//go:build broken

package barrier

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func wrongParties(*corpus.Run) string {
	const workers = 3
	var wg sync.WaitGroup
	barrier := primitives.NewBarrier(workers + 1)
	for range workers {
		wg.Go(func() {
			barrier.Wait() // want: wait sync.Cond.Wait
		})
	}
	wg.Wait()
	return "passed"
}
