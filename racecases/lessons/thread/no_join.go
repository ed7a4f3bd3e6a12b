//go:build !broken

package thread

import (
	"runtime"
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func noJoin(r *corpus.Run) string {
	var threads sync.WaitGroup
	var printed atomic.Int64
	for page := range 5 {
		threads.Go(func() {
			for range page {
				runtime.Gosched() // a longer page takes longer
			}
			printed.Add(1)
		})
	}
	threads.Wait()
	return r.Tally("pages", int(printed.Load()), 5)
}
