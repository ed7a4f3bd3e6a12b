package rlock

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func lockedSuffix(r *corpus.Run) string {
	var lock primitives.Lock
	balance := 0
	depositLocked := func(sum int) { balance += sum }
	payday := func() {
		lock.Acquire()
		depositLocked(100)
		depositLocked(5)
		lock.Release()
	}
	var threads sync.WaitGroup
	for range 5 {
		threads.Go(payday)
	}
	threads.Wait()
	return r.Tally("balance", balance, 5*105)
}
