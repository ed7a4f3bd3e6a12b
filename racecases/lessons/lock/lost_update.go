//go:build !broken

package lock

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func lostUpdate(r *corpus.Run) string {
	var lock primitives.Lock
	var threads sync.WaitGroup
	counter, n := 0, r.Times(10_000)
	for range 5 {
		threads.Go(func() {
			for range n {
				lock.Acquire()
				counter++
				lock.Release()
			}
		})
	}
	threads.Wait()
	return r.Tally("counter", counter, 5*n)
}
