//go:build broken

package semaphore

import (
	"sync"

	"threadlab/racecases/corpus"
)

func droppedSignal(r *corpus.Run) string {
	wake := make(chan struct{}, 1)
	notify := func() {
		select {
		case wake <- struct{}{}:
		default: // it has been woken already
		}
	}
	var worker sync.WaitGroup
	done := 0
	notify()
	notify() // a second job, before the worker takes the first
	worker.Go(func() {
		for range 2 {
			<-wake // want: wait chan receive
			done++
		}
	})
	worker.Wait()
	return r.Tally("done", done, 2)
}
