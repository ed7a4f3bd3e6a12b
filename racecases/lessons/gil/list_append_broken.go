//go:build broken

package gil

import (
	"sync"

	"threadlab/racecases/corpus"
)

func listAppend(r *corpus.Run) string {
	var wg sync.WaitGroup
	var results []int
	n := r.Times(1000)
	for worker := range 2 {
		wg.Go(func() {
			for i := range n {
				results = append(results, worker*n+i) // want: race read, race write
			}
		})
	}
	wg.Wait()
	return r.Tally("results", len(results), 2*n)
}
