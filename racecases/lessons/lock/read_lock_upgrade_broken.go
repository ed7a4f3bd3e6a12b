//go:build broken

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
		if !found {
			mu.Lock() // want: wait sync.RWMutex.Lock
			fetched++
			pages[n] = "text"
			mu.Unlock()
		}
		mu.RUnlock()
	}
	get(1)
	get(1)
	return r.Tally("fetched", fetched, 1)
}
