//go:build !broken

package semaphore

import (
	"runtime"
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func permitFromNowhere(r *corpus.Run) string {
	pool := primitives.NewSemaphore(1)
	var threads sync.WaitGroup
	var inside atomic.Int64
	balance := 0
	fetch := func(sum int) {
		pool.Acquire()
		defer pool.Release()
		if sum == 0 {
			return
		}
		balance += sum
		inside.Add(1)
		for inside.Load() < 2 && pool.Waiters() == 0 { // until the other is inside too, or waits
			runtime.Gosched()
		}
	}
	fetch(0)
	threads.Go(func() { fetch(100) })
	threads.Go(func() { fetch(5) })
	threads.Wait()
	return r.Tally("balance", balance, 105)
}
