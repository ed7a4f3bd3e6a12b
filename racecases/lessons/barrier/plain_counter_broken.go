//go:build broken

package barrier

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func plainCounter(*corpus.Run) string {
	const parties = 3
	var wg sync.WaitGroup
	var gate primitives.Event
	arrived := 0
	for range parties {
		wg.Go(func() {
			if arrived++; arrived == parties { // want: race read, race write
				gate.Set()
			}
			gate.Wait() // want: wait sync.Cond.Wait; unseen: two increments seldom meet
		})
	}
	wg.Wait()
	return "met"
}
