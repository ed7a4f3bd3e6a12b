//go:build broken

package lock

import (
	"runtime"
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func atomicFlag(r *corpus.Run) string {
	var busy atomic.Bool
	var inside, together atomic.Int32
	var threads sync.WaitGroup
	printPage := func(interrupted func()) {
		if busy.Load() {
			return // the other thread prints it
		}
		interrupted()
		busy.Store(true)
		if inside.Add(1) > 1 {
			together.Add(1)
		}
		runtime.Gosched() // prints
		inside.Add(-1)
		busy.Store(false)
	}
	for range r.Times(1000) {
		threads.Go(func() { printPage(func() {}) })
		threads.Go(func() { printPage(func() { runtime.Gosched() }) })
		threads.Wait()
	}
	return r.Tally("times that both printed", int(together.Load()), 0)
}
