//go:build broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func twoLocks(r *corpus.Run) string {
	var credits, debits sync.Mutex
	var threads sync.WaitGroup
	balance, n := 0, r.Times(10_000)
	change := func(lock *sync.Mutex, sum int) {
		for range n {
			lock.Lock()
			balance += sum // want: race write, race read
			lock.Unlock()
		}
	}
	threads.Go(func() { change(&credits, 2) })
	threads.Go(func() { change(&debits, -1) })
	threads.Wait()
	return r.Tally("balance", balance, n)
}
