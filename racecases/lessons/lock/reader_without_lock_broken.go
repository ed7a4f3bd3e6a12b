//go:build broken

package lock

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func readerWithoutLock(r *corpus.Run) string {
	var mu sync.Mutex
	var threads sync.WaitGroup
	from, to, wrong, n := 1000, 0, 0, r.Times(1000)
	threads.Go(func() {
		for range n {
			mu.Lock()
			from--            // want: race write
			runtime.Gosched() // the reader may run here, as it may anywhere
			to++              // want: race write
			mu.Unlock()
		}
	})
	threads.Go(func() {
		for range n {
			sum := from + to // want: race read
			if sum != 1000 {
				wrong++
			}
			runtime.Gosched()
		}
	})
	threads.Wait()
	return r.Tally("wrong sums", wrong, 0)
}
