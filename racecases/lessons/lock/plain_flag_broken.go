//go:build broken

package lock

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func plainFlag(r *corpus.Run) string {
	var taken bool
	var threads sync.WaitGroup
	counter, n := 0, r.Times(1000)
	for range 2 {
		threads.Go(func() {
			for range n {
				for taken { // want: race read A
					runtime.Gosched()
				}
				taken = true  // want: race write A
				counter++     // want: race read B, race write B
				taken = false // want: race write A; unseen: a variable is reported once, mostly for the other store
			}
		})
	}
	threads.Wait()
	return r.Tally("counter", counter, 2*n)
}
