//go:build !broken

package thread

import (
	"sync"

	"threadlab/racecases/corpus"
)

func recoveredNoDone(r *corpus.Run) string {
	var threads sync.WaitGroup
	shares := make([]int, 3)
	share := func(n int) {
		defer threads.Done()
		defer func() { recover() }() // a share that fails stays 0
		shares[n] = 60 / n
	}
	threads.Add(len(shares))
	for n := range shares {
		go share(n)
	}
	threads.Wait()
	return r.Tally("shares", shares[0]+shares[1]+shares[2], 90)
}
