//go:build !broken

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func selectPriority(r *corpus.Run) string {
	var wg sync.WaitGroup
	late := make([]int, r.Times(20))
	for i := range late {
		jobs, quit := make(chan int, 1), make(chan struct{})
		jobs <- 1
		close(quit) // before the worker has begun
		wg.Go(func() {
			select {
			case <-quit:
				return
			default:
			}
			select {
			case <-quit:
			case job := <-jobs:
				late[i] = job
			}
		})
	}
	wg.Wait()
	sum := 0
	for _, n := range late {
		sum += n
	}
	return r.Tally("jobs after quit", sum, 0)
}
