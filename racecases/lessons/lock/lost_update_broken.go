//go:build broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func lostUpdate(r *corpus.Run) string {
	var threads sync.WaitGroup
	counter, n := 0, r.Times(10_000)
	for range 5 {
		threads.Go(func() {
			for range n {
				counter++ // want: race write, race read
			}
		})
	}
	threads.Wait()
	return r.Tally("counter", counter, 5*n)
}
