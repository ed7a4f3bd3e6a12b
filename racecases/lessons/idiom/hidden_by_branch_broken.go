//go:build broken

package idiom

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func hiddenByBranch(*corpus.Run) string {
	var wg sync.WaitGroup
	var configured atomic.Bool
	colour := "none"
	wg.Go(func() {
		colour = "as configured" // want: race write
		configured.Store(true)
	})
	wg.Go(func() {
		if !configured.Load() {
			colour = "default" // want: race write
		}
	})
	wg.Wait()
	return colour
}
