//go:build !broken

package gil

import (
	"maps"
	"sync"

	"threadlab/racecases/corpus"
)

func iterateWhileMutate(r *corpus.Run) string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	sessions, n := map[int]string{0: "root"}, r.Times(100)
	wg.Go(func() {
		for i := range n {
			mu.Lock()
			sessions[i+1] = "guest"
			mu.Unlock()
		}
	})
	roots := 0
	for range n {
		mu.Lock()
		snapshot := maps.Clone(sessions)
		mu.Unlock()
		for _, name := range snapshot {
			if name == "root" {
				roots++
			}
		}
	}
	wg.Wait()
	return r.Tally("roots", roots, n)
}
