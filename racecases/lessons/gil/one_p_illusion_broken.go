//go:build broken

package gil

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func onePIllusion(r *corpus.Run) string {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var wg sync.WaitGroup
	counter, n := 0, r.Times(1000)
	for range 2 {
		wg.Go(func() {
			for range n {
				counter++ // want: race write, race read
			}
		})
	}
	wg.Wait()
	return r.Tally("counter", counter, 2*n)
}
