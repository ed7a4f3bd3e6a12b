package gil

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func storeBufferAtomic(r *corpus.Run) string {
	neither := 0
	for range r.Times(300) {
		var wg sync.WaitGroup
		var x, y atomic.Int64
		var seenY, seenX int64
		wg.Go(func() {
			x.Store(1)
			seenY = y.Load()
		})
		wg.Go(func() {
			y.Store(1)
			seenX = x.Load()
		})
		wg.Wait()
		if seenX == 0 && seenY == 0 {
			neither++
		}
	}
	return r.Tally("saw neither", neither, 0)
}
