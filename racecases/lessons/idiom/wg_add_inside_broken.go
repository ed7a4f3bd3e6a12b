//go:build broken

package idiom

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func wgAddInside(r *corpus.Run) string {
	const workers = 5
	var wg sync.WaitGroup
	var served atomic.Int64
	for range workers {
		go func() {
			wg.Add(1) // want: vet waitgroup, staticcheck SA2000, panic WaitGroup misuse: Add called concurrently with Wait; unseen: an Add seldom comes just as Wait begins
			defer wg.Done()
			served.Add(1)
		}()
	}
	wg.Wait() // want: panic WaitGroup is reused before previous Wait has returned; unseen: an Add seldom comes just as Wait returns
	return r.Tally("served", int(served.Load()), workers)
}
