//go:build !broken

package semaphore

import (
	"runtime"
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func askInALoop(r *corpus.Run) string {
	counter := primitives.NewFIFOSemaphore(1)
	var customers sync.WaitGroup
	var served, leaving atomic.Int64
	const n = 10
	queue := func() {
		for range n {
			counter.Acquire()
			for counter.Waiters() == 0 && leaving.Load() == 0 { // until the next one is in the queue
				runtime.Gosched()
			}
			served.Add(1)
			counter.Release()
		}
		leaving.Add(1)
	}
	var before int64
	counter.Acquire()
	customers.Go(queue)
	customers.Go(queue)
	for counter.Waiters() < 2 {
		runtime.Gosched()
	}
	customers.Go(func() {
		counter.Acquire()
		before = served.Load()
		counter.Release()
	})
	for counter.Waiters() < 3 {
		runtime.Gosched()
	}
	counter.Release()
	customers.Wait()
	r.Note("%d were served before the patient one", before)
	if before > 2 {
		return "overtaken"
	}
	return "in turn"
}
