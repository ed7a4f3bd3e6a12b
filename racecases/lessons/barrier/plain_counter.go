//go:build !broken

package barrier

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func plainCounter(*corpus.Run) string {
	const parties = 3
	var wg sync.WaitGroup
	var gate primitives.Event
	var arrived atomic.Int64
	for range parties {
		wg.Go(func() {
			if arrived.Add(1) == parties {
				gate.Set()
			}
			gate.Wait()
		})
	}
	wg.Wait()
	return "met"
}
