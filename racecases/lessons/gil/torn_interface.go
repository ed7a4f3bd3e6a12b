//go:build !broken

package gil

import (
	"sync"

	"threadlab/racecases/corpus"
)

func tornInterface(r *corpus.Run) string {
	type metres int
	type feet int
	var mu sync.Mutex
	var wg sync.WaitGroup
	heights := []any{metres(1000), feet(3281)} // the same height
	height := heights[0]
	torn, n := 0, r.Times(1000)
	wg.Go(func() {
		for i := range n {
			mu.Lock()
			height = heights[i%2]
			mu.Unlock()
		}
	})
	for range n {
		mu.Lock()
		seen := height
		mu.Unlock()
		if seen != heights[0] && seen != heights[1] {
			torn++
		}
	}
	wg.Wait()
	return r.Tally("torn heights", torn, 0)
}
