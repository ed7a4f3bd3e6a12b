//go:build broken

package lock

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func readLockTwice(r *corpus.Run) string {
	var mu sync.RWMutex
	var threads sync.WaitGroup
	price, waiting := 20, make(chan struct{})
	withTax := func() int {
		mu.RLock() // want: wait sync.RWMutex.RLock
		defer mu.RUnlock()
		return price + price/10
	}
	mu.RLock()
	threads.Go(func() {
		mu.Lock() // want: wait sync.RWMutex.Lock
		price = 30
		mu.Unlock()
	})
	threads.Go(func() {
		for mu.TryRLock() { // another reader gets in until the writer waits
			mu.RUnlock()
			runtime.Gosched()
		}
		close(waiting)
	})
	<-waiting
	total := withTax()
	mu.RUnlock()
	threads.Wait()
	return r.Tally("total", total, 22)
}
