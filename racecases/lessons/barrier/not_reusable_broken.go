//go:build broken

package barrier

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func notReusable(r *corpus.Run) string {
	const parties = 3
	phases := 1 + int64(r.Times(99)) // the second is the one that goes wrong
	var wg sync.WaitGroup
	var done, early atomic.Int64
	var gate primitives.Event
	for range parties {
		wg.Go(func() {
			for phase := range phases {
				if done.Add(1) == parties {
					gate.Set()
				}
				gate.Wait()
				if done.Load() < parties*(phase+1) {
					early.Add(1)
				}
			}
		})
	}
	wg.Wait()
	r.Note("went on too early = %d times", early.Load())
	if early.Load() > 0 {
		return "mixed"
	}
	return "in step"
}
