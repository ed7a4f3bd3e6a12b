//go:build !broken

package barrier

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func actionWaits(r *corpus.Run) string {
	const parties = 2
	var wg sync.WaitGroup
	var barrier *primitives.Barrier
	swaps := 0
	swap := func() error {
		swaps++
		return nil
	}
	barrier = primitives.NewBarrier(parties, primitives.WithAction(swap))
	for range parties {
		wg.Go(func() {
			barrier.Wait()
		})
	}
	wg.Wait()
	return r.Tally("swaps", swaps, 1)
}
