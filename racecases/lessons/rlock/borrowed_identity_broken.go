//go:build broken

package rlock

import (
	"runtime"
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func borrowedIdentity(r *corpus.Run) string {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	var lock primitives.RLock
	var clerk sync.WaitGroup
	var inside atomic.Bool
	main := in.Attach("main")
	defer main.Detach()
	balance, seen, released := 0, 0, make(chan struct{})
	lock.Acquire(main)
	clerk.Go(func() {
		t := main
		lock.Acquire(t)
		inside.Store(true)
		seen = balance // want: race read
		<-released
		lock.Release(t)
	})
	for lock.Waiters() == 0 && !inside.Load() { // until the clerk waits, or is inside too
		runtime.Gosched()
	}
	balance = 100 // want: race write
	lock.Release(main)
	close(released)
	clerk.Wait()
	return r.Tally("seen", seen, 100)
}
