//go:build !broken

package idiom

import (
	"math/rand/v2"
	"sync"

	"threadlab/racecases/corpus"
)

func seldomExecuted(r *corpus.Run) string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	orders, gifts := 0, 0
	gift := rand.IntN(3) == 0 // one customer in three wants it wrapped
	for range 2 {
		wg.Go(func() {
			mu.Lock()
			orders++
			if gift {
				gifts++
			}
			mu.Unlock()
		})
	}
	wg.Wait()
	if !gift {
		return r.Tally("orders", orders, 2)
	}
	return r.Tally("gifts", gifts, 2)
}
