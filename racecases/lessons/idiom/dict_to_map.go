//go:build !broken

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func dictToMap(r *corpus.Run) string {
	type page [128]byte
	var mu sync.Mutex
	var wg sync.WaitGroup
	cache, n := map[int]page{}, r.Times(10_000)
	for worker := range 2 {
		wg.Go(func() {
			for i := range n {
				mu.Lock()
				cache[worker*n+i] = page{}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return r.Tally("pages", len(cache), 2*n)
}
