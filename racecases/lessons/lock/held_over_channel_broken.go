//go:build broken

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
		mu.Lock() // want: wait sync.Mutex.Lock
		done += open
		mu.Unlock()
		<-jobs
	}
	mu.Lock()
	open = 1
	staff.Go(work)
	jobs <- 1 // want: wait chan send
	mu.Unlock()
	staff.Wait()
	return r.Tally("done", done, 1)
}
