//go:build !broken

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
		wg.Add(1)
		go func() {
			defer wg.Done()
			served.Add(1)
		}()
	}
	wg.Wait()
	return r.Tally("served", int(served.Load()), workers)
}
