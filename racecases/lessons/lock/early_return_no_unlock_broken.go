//go:build broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func earlyReturnNoUnlock(r *corpus.Run) string {
	var mu sync.Mutex
	balance := 100
	withdraw := func(sum int) {
		mu.Lock() // want: wait sync.Mutex.Lock
		if sum > balance {
			return // not enough
		}
		balance -= sum
		mu.Unlock()
	}
	withdraw(500)
	withdraw(60)
	return r.Tally("balance", balance, 40)
}
