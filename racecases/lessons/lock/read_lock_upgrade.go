//go:build !broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func readLockUpgrade(r *corpus.Run) string {
	var mu sync.RWMutex
	pages, fetched := map[int]string{}, 0
	get := func(n int) {
		mu.RLock()
		_, found := pages[n]
		mu.RUnlock()
		if !found {
			mu.Lock()
			if _, found = pages[n]; !found { // look again
				fetched++
				pages[n] = "text"
			}
			mu.Unlock()
		}
	}
	get(1)
	get(1)
	return r.Tally("fetched", fetched, 1)
}
