//go:build !broken

package thread

import (
	"sync"

	"threadlab/racecases/corpus"
)

func panicKillsProcess(r *corpus.Run) string {
	var threads sync.WaitGroup
	shares, died := make([]int, 3), make([]any, 3)
	for n := range shares {
		threads.Go(func() {
			defer func() { died[n] = recover() }()
			shares[n] = 60 / n
		})
	}
	threads.Wait()
	r.Note("thread 0 died of %v; the others went on to %v", died[0], shares[1:])
	if shares[1] != 60 || shares[2] != 30 {
		return "lost"
	}
	return "went on"
}
