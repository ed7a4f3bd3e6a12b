//go:build broken

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
		pool.ReleaseN(len(orders)) // want: panic n must be one or more
	}
	serve("tea", "coffee")
	serve() // no order came in this round
	return r.Tally("permits", pool.Value(), 5)
}
