//go:build !broken

package semaphore

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func tryAcquireKept(r *corpus.Run) string {
	var threads sync.WaitGroup
	var served atomic.Int64
	for range r.Times(100) {
		desk := primitives.NewSemaphore(1)
		var closing primitives.Event
		customer := func() {
			if !desk.TryAcquire() {
				return // the desk is taken
			}
			defer desk.Release()
			if closing.IsSet() {
				return // too late
			}
			served.Add(1)
		}
		threads.Go(customer)
		threads.Go(customer)
		threads.Go(func() { closing.Set() })
		threads.Wait()
		desk.Acquire()
	}
	r.Note("%d were served", served.Load())
	return "closed"
}
