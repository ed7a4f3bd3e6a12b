//go:build broken

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
		lock.AcquireTimeout(time.Millisecond)
		defer lock.Release()
		balance++
	})
	clerk.Wait()
	balance += 100
	lock.Release() // want: panic release unlocked lock
	return r.Tally("balance", balance, 100)
}
