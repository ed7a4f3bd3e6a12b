//go:build !broken

package condition

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func wrongMutex(r *corpus.Run) string {
	var wg sync.WaitGroup
	for range r.Times(100) {
		var state primitives.Lock
		c := primitives.NewCondition(&state)
		ready := false
		wg.Go(func() {
			c.Acquire(nil)
			c.WaitFor(nil, func() bool { return ready })
			c.Release(nil)
		})
		wg.Go(func() {
			state.Acquire()
			ready = true
			state.Release()
			c.Acquire(nil)
			c.Notify(nil, 1)
			c.Release(nil)
		})
	}
	wg.Wait()
	return "all met"
}
