//go:build !broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func deferInLoop(r *corpus.Run) string {
	var mu sync.Mutex
	balance := 0
	for _, sum := range []int{100, 5} {
		mu.Lock()
		balance += sum
		mu.Unlock()
	}
	return r.Tally("balance", balance, 105)
}
