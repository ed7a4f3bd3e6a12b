//go:build !broken

package gil

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func mixedAtomicPlain(r *corpus.Run) string {
	var wg sync.WaitGroup
	var hits, seen int64
	n := int64(r.Times(100))
	wg.Go(func() {
		for range n {
			atomic.AddInt64(&hits, 1)
		}
	})
	wg.Go(func() {
		for range n {
			seen = max(seen, atomic.LoadInt64(&hits))
		}
	})
	wg.Wait()
	return r.Tally("hits", int(max(seen, atomic.LoadInt64(&hits))), int(n))
}
