//go:build !broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func heldOverChannel(r *corpus.Run) string {
	var mu sync.Mutex
	var staff sync.WaitGroup
	open, done := 0, 0
	jobs := make(chan int)
	work := func() {
		mu.Lock()
		done += open
		mu.Unlock()
		<-jobs
	}
	mu.Lock()
	open = 1
	staff.Go(work)
	mu.Unlock()
	jobs <- 1
	staff.Wait()
	return r.Tally("done", done, 1)
}
