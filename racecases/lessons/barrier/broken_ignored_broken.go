//go:build broken

package barrier

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func brokenIgnored(r *corpus.Run) string {
	var wg sync.WaitGroup
	var halves [2]int
	barrier := primitives.NewBarrier(3)
	late := make(chan struct{})
	wg.Go(func() {
		halves[0] = 20
		barrier.WaitTimeout(0) // too impatient to wait for the others
	})
	wg.Go(func() {
		<-late
		halves[1] = 22
		barrier.Wait()
	})
	defer wg.Wait()
	defer close(late)
	barrier.Wait()
	sum := halves[0] + halves[1]
	return r.Tally("sum", sum, 42)
}
