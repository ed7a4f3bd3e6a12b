//go:build !broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func plainFlag(r *corpus.Run) string {
	var taken sync.Mutex
	var threads sync.WaitGroup
	counter, n := 0, r.Times(1000)
	for range 2 {
		threads.Go(func() {
			for range n {
				taken.Lock()
				counter++
				taken.Unlock()
			}
		})
	}
	threads.Wait()
	return r.Tally("counter", counter, 2*n)
}
