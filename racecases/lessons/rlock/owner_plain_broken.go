//go:build broken

package rlock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func ownerPlain(r *corpus.Run) string {
	var mu sync.Mutex
	var owner int64
	acquire := func(me int64) (release func()) {
		if owner == me { // want: race read
			return func() {} // it is inside already
		}
		mu.Lock()
		owner = me // want: race write
		return func() {
			owner = 0 // want: race write; unseen: a variable is reported once, mostly for the other store
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
