//go:build !broken

package semaphore

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func droppedSignal(r *corpus.Run) string {
	wake := primitives.NewSemaphore(0)
	notify := func() {
		wake.Release()
	}
	var worker sync.WaitGroup
	done := 0
	notify()
	notify() // a second job, before the worker takes the first
	worker.Go(func() {
		for range 2 {
			wake.Acquire()
			done++
		}
	})
	worker.Wait()
	return r.Tally("done", done, 2)
}
