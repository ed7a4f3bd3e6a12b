//go:build broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func writeUnderReadLock(r *corpus.Run) string {
	var mu sync.RWMutex
	var threads sync.WaitGroup
	price, lookups, n := 42, 0, r.Times(10_000)
	lookup := func() int {
		mu.RLock()
		defer mu.RUnlock()
		lookups++ // want: race write, race read
		return price
	}
	for range 5 {
		threads.Go(func() {
			for range n {
				lookup()
			}
		})
	}
	threads.Wait()
	return r.Tally("lookups", lookups, 5*n)
}
