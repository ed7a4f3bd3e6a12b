package gil

import (
	"sync"

	"threadlab/racecases/corpus"
)

func disjoint(r *corpus.Run) string {
	var wg sync.WaitGroup
	var counts [8]byte // neighbours: one word, one cache line
	n := r.Times(100)
	for i := range counts {
		wg.Go(func() {
			for range n {
				counts[i]++
			}
		})
	}
	wg.Wait()
	total := 0
	for _, c := range counts {
		total += int(c)
	}
	return r.Tally("total", total, 8*n)
}
