//go:build !broken

package idiom

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func sliceHeaderByValue(r *corpus.Run) string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var results []int
	count := func(results *[]int) int {
		mu.Lock()
		defer mu.Unlock()
		return len(*results)
	}
	for i := range 3 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			results = append(results, i)
		})
	}
	runtime.Gosched()
	progress := count(&results)
	wg.Wait()
	return r.Tally("results", max(progress, len(results)), 3)
}
