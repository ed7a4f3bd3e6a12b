//go:build !broken

package barrier

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func wrongParties(*corpus.Run) string {
	const workers = 3
	var wg sync.WaitGroup
	barrier := primitives.NewBarrier(workers)
	for range workers {
		wg.Go(func() {
			barrier.Wait()
		})
	}
	wg.Wait()
	return "passed"
}
