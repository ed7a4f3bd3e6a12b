//go:build broken

package thread

import (
	"sync"

	"threadlab/racecases/corpus"
)

func joinSelf(r *corpus.Run) string {
	var threads sync.WaitGroup
	parts, total := make([]int, 3), 0
	for n := range parts {
		threads.Go(func() { parts[n] = n + 1 })
	}
	threads.Go(func() {
		threads.Wait() // want: wait sync.WaitGroup.Wait
		total = parts[0] + parts[1] + parts[2]
	})
	threads.Wait() // want: wait sync.WaitGroup.Wait
	return r.Tally("total", total, 6)
}
