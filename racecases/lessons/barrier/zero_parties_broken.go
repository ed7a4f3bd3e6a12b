//go:build broken

package barrier

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func zeroParties(*corpus.Run) string {
	const cores = 2
	var wg sync.WaitGroup
	workers := cores / 4
	barrier := primitives.NewBarrier(workers) // want: panic parties must be >= 1
	for range workers {
		wg.Go(func() { barrier.Wait() })
	}
	wg.Wait()
	return "met"
}
