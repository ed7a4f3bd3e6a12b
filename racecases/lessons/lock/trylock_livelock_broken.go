//go:build broken

package lock

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func trylockLivelock(r *corpus.Run) string {
	var a, b sync.Mutex
	var threads sync.WaitGroup
	var moved atomic.Int64
	beat, n := primitives.NewBarrier(2), r.Times(100)
	move := func(first, second *sync.Mutex) {
		for range n {
			one := first.TryLock()
			beat.Wait() // both in step: the bad luck that a busy machine has now and then
			two := one && second.TryLock()
			beat.Wait()
			if two {
				moved.Add(1)
				second.Unlock()
			}
			if one {
				first.Unlock() // let the other one through, and try again
			}
			beat.Wait()
		}
	}
	threads.Go(func() { move(&a, &b) })
	threads.Go(func() { move(&b, &a) })
	threads.Wait()
	return r.Tally("moved", int(moved.Load()), n)
}
