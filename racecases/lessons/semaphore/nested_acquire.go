//go:build !broken

package semaphore

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func nestedAcquire(r *corpus.Run) string {
	pages := primitives.NewSemaphore(2)
	images := primitives.NewSemaphore(2)
	var threads, busy sync.WaitGroup
	var drawn atomic.Int64
	busy.Add(2)
	for range 2 {
		threads.Go(func() {
			pages.Acquire()
			busy.Done()
			busy.Wait() // a busy hour: both permits are out
			images.Acquire()
			drawn.Add(1)
			images.Release()
			pages.Release()
		})
	}
	threads.Wait()
	return r.Tally("drawn", int(drawn.Load()), 2)
}
