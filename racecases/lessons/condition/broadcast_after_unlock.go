package condition

import (
	"sync"

	"threadlab/racecases/corpus"
)

func broadcastAfterUnlock(r *corpus.Run) string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	opened, entered := false, 0
	c := sync.NewCond(&mu)
	for range 3 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			for !opened {
				c.Wait()
			}
			entered++
		})
	}
	mu.Lock()
	opened = true
	mu.Unlock()
	c.Broadcast()
	wg.Wait()
	return r.Tally("entered", entered, 3)
}
