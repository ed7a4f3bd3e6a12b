//go:build broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func deferLock(r *corpus.Run) string {
	var mu sync.Mutex
	balance := 0
	deposit := func(sum int) {
		mu.Lock()
		defer mu.Lock() // want: wait sync.Mutex.Lock, staticcheck SA2003
		balance += sum
	} // want: wait sync.Mutex.Lock
	deposit(100)
	deposit(5)
	return r.Tally("balance", balance, 105)
}
