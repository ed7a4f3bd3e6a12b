//go:build broken

package gil

import (
	"sync"

	"threadlab/racecases/corpus"
)

func sameValueWrite(*corpus.Run) string {
	var wg sync.WaitGroup
	greeting := ""
	for range 3 {
		wg.Go(func() {
			greeting = "hello" // want: race write
		})
	}
	wg.Wait()
	return greeting
}
