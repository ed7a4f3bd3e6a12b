//go:build broken

package gil

import (
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
			sessions[i+1] = "guest" // want: race write
			mu.Unlock()
		}
	})
	roots := 0
	for range n {
		for _, name := range sessions { // want: race read, fatal concurrent map iteration and map write; unseen: the runtime looks only now and then
			if name == "root" {
				roots++
			}
		}
	}
	wg.Wait()
	return r.Tally("roots", roots, n)
}
