//go:build broken

package rlock

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func ownerNotCleared(r *corpus.Run) string {
	var mu sync.Mutex
	var owner atomic.Int64
	acquire := func(me int64) (release func()) {
		if owner.Load() == me {
			return func() {} // it is inside already
		}
		mu.Lock()
		owner.Store(me)
		return func() {
			mu.Unlock()
		}
	}
	var threads sync.WaitGroup
	balance, seen, opened := 0, 0, make(chan struct{})
	threads.Go(func() {
		acquire(1)()
		defer acquire(1)()
		close(opened)
		balance = 100 // want: race write
	})
	threads.Go(func() {
		<-opened
		defer acquire(2)()
		seen = balance // want: race read
	})
	threads.Wait()
	return r.Tally("seen", seen, 100)
}
