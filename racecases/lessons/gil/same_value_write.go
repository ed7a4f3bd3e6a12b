//go:build !broken

package gil

import (
	"sync"

	"threadlab/racecases/corpus"
)

func sameValueWrite(*corpus.Run) string {
	var once sync.Once
	var wg sync.WaitGroup
	greeting := ""
	for range 3 {
		wg.Go(func() {
			once.Do(func() { greeting = "hello" })
		})
	}
	wg.Wait()
	return greeting
}
