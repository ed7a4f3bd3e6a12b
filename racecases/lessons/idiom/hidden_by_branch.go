//go:build !broken

package idiom

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func hiddenByBranch(*corpus.Run) string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var configured atomic.Bool
	colour := "none"
	wg.Go(func() {
		mu.Lock()
		defer mu.Unlock()
		colour = "as configured"
		configured.Store(true)
	})
	wg.Go(func() {
		mu.Lock()
		defer mu.Unlock()
		if !configured.Load() {
			colour = "default"
		}
	})
	wg.Wait()
	return colour
}
