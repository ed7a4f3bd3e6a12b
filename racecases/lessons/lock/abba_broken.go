//go:build broken

package lock

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func abba(r *corpus.Run) string {
	var a, b sync.Mutex
	var threads sync.WaitGroup
	moved, n := 0, r.Times(100)
	move := func(first, second *sync.Mutex) {
		first.Lock()
		runtime.Gosched() // the other thread may run here, as it may anywhere
		second.Lock()     // want: wait sync.Mutex.Lock
		moved++
		second.Unlock()
		first.Unlock()
	}
	for range n {
		threads.Go(func() { move(&a, &b) })
		threads.Go(func() { move(&b, &a) })
		threads.Wait()
	}
	return r.Tally("moved", moved, 2*n)
}
