//go:build broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func lostUpdateGo(r *corpus.Run) string {
	var wg sync.WaitGroup
	counter, n := 0, r.Times(20_000)
	for range 5 {
		wg.Go(func() {
			for range n {
				counter++ // want: race write, race read
			}
		})
	}
	wg.Wait()
	return r.Tally("counter", counter, 5*n)
}
