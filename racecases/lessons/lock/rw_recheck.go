package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func rwRecheck(r *corpus.Run) string {
	var mu sync.RWMutex
	var threads sync.WaitGroup
	pages, fetched := map[int]string{}, 0
	get := func(n int) {
		mu.RLock()
		_, found := pages[n]
		mu.RUnlock()
		if found {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		if _, found = pages[n]; !found { // another thread may have been quicker
			fetched++
			pages[n] = "text"
		}
	}
	for range r.Times(100) {
		for n := range 3 {
			threads.Go(func() { get(n) })
		}
	}
	threads.Wait()
	return r.Tally("fetched", fetched, 3)
}
