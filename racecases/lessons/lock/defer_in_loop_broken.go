//go:build broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func deferInLoop(r *corpus.Run) string {
	var mu sync.Mutex
	balance := 0
	for _, sum := range []int{100, 5} {
		mu.Lock() // want: wait sync.Mutex.Lock
		defer mu.Unlock()
		balance += sum
	}
	return r.Tally("balance", balance, 105)
}
