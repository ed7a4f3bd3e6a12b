//go:build !broken

package semaphore

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func releaseNone(r *corpus.Run) string {
	pool := primitives.NewSemaphore(5)
	serve := func(orders ...string) {
		for range orders {
			pool.Acquire()
		}
		if len(orders) == 0 {
			return
		}
		pool.ReleaseN(len(orders))
	}
	serve("tea", "coffee")
	serve() // no order came in this round
	return r.Tally("permits", pool.Value(), 5)
}
