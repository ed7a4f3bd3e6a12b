//go:build broken

package idiom

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func bossDownload(r *corpus.Run) string {
	var threads, logger sync.WaitGroup
	outcome := "complete"
	for range r.Times(100) {
		var finished primitives.Event
		var left, stored, logged atomic.Int32
		connection, lines := make(chan struct{}, 1), make(chan string) // the first is a semaphore
		left.Store(3)
		countDown := func() {
			if left.Add(-1) == 0 {
				finished.Set()
			}
		}
		fetch := func(found bool) {
			countDown()
			connection <- struct{}{} // want: wait chan send
			if !found {
				return
			}
			stored.Add(1)
			<-connection
		}
		logger.Go(func() { // a daemon
			for range lines {
				logged.Add(1)
			}
		})
		for page := range 3 {
			threads.Go(func() { fetch(page < 2) })
		}
		finished.Wait()
		pages := stored.Load()
		lines <- "2 of 3 pages found"
		lines <- "done"
		written := logged.Load() // the end of the program: a daemon writes no more
		close(lines)
		logger.Wait()
		if written < 2 {
			outcome = "line missing"
		}
		if pages < 2 {
			outcome = "page missing"
		}
		threads.Wait()
	}
	return outcome
}
