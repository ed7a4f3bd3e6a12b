//go:build !broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

type visits struct {
	mu    sync.Mutex
	pages []int
}

func (v *visits) add(page int) {
	v.mu.Lock()
	v.pages[page]++
	v.mu.Unlock()
}

func copiedReceiver(r *corpus.Run) string {
	v := visits{pages: make([]int, 1)}
	var threads sync.WaitGroup
	n := r.Times(10_000)
	for range 5 {
		threads.Go(func() {
			for range n {
				v.add(0)
			}
		})
	}
	threads.Wait()
	return r.Tally("visits", v.pages[0], 5*n)
}
