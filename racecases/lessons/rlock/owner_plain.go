//go:build !broken

package rlock

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func ownerPlain(r *corpus.Run) string {
	var mu sync.Mutex
	var owner atomic.Int64
	acquire := func(me int64) (release func()) {
		if owner.Load() == me {
			return func() {} // it is inside already
		}
		mu.Lock()
		owner.Store(me)
		return func() {
			owner.Store(0)
			mu.Unlock()
		}
	}
	var threads sync.WaitGroup
	balance, n := 0, r.Times(100)
	for me := range int64(2) {
		threads.Go(func() {
			for range n {
				release := acquire(me + 1)
				balance++
				release()
			}
		})
	}
	threads.Wait()
	return r.Tally("balance", balance, 2*n)
}
