//go:build !broken

package thread

import (
	"sync"

	"threadlab/racecases/corpus"
)

func joinSelf(r *corpus.Run) string {
	var threads, adder sync.WaitGroup
	parts, total := make([]int, 3), 0
	for n := range parts {
		threads.Go(func() { parts[n] = n + 1 })
	}
	adder.Go(func() {
		threads.Wait()
		total = parts[0] + parts[1] + parts[2]
	})
	adder.Wait()
	return r.Tally("total", total, 6)
}
