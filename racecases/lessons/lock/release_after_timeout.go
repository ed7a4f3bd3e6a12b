//go:build !broken

package lock

import (
	"sync"
	"time"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func releaseAfterTimeout(r *corpus.Run) string {
	var lock primitives.Lock
	var clerk sync.WaitGroup
	balance := 0
	lock.Acquire()
	clerk.Go(func() {
		if !lock.AcquireTimeout(time.Millisecond) {
			return
		}
		defer lock.Release()
		balance++
	})
	clerk.Wait()
	balance += 100
	lock.Release()
	return r.Tally("balance", balance, 100)
}
