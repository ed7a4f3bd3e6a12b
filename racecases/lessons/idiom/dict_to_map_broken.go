//go:build broken

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func dictToMap(r *corpus.Run) string {
	type page [128]byte
	var wg sync.WaitGroup
	cache, n := map[int]page{}, r.Times(10_000)
	for worker := range 2 {
		wg.Go(func() {
			for i := range n {
				cache[worker*n+i] = page{} // want: race write, fatal concurrent map writes
			}
		})
	}
	wg.Wait()
	return r.Tally("pages", len(cache), 2*n)
}
