//go:build broken

package gil

import (
	"sync"

	"threadlab/racecases/corpus"
)

func tornInterface(r *corpus.Run) string {
	type metres int
	type feet int
	var wg sync.WaitGroup
	heights := []any{metres(1000), feet(3281)} // the same height
	height := heights[0]
	torn, n := 0, r.Times(1000)
	wg.Go(func() {
		for i := range n {
			height = heights[i%2] // want: race write
		}
	})
	for range n {
		seen := height // want: race read
		if seen != heights[0] && seen != heights[1] {
			torn++
		}
	}
	wg.Wait()
	return r.Tally("torn heights", torn, 0)
}
