//go:build !broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func earlyReturnNoUnlock(r *corpus.Run) string {
	var mu sync.Mutex
	balance := 100
	withdraw := func(sum int) {
		mu.Lock()
		defer mu.Unlock()
		if sum > balance {
			return // not enough
		}
		balance -= sum
	}
	withdraw(500)
	withdraw(60)
	return r.Tally("balance", balance, 40)
}
