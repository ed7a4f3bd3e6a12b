//go:build broken

package event

import (
	"sync"
	"sync/atomic"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func countedTwice(r *corpus.Run) string {
	var threads sync.WaitGroup
	early := 0
	for range r.Times(1000) {
		var finished primitives.Event
		var left, stored atomic.Int32
		left.Store(3)
		countDown := func() {
			if left.Add(-1) == 0 {
				finished.Set()
			}
		}
		fetch := func(found bool) {
			defer countDown()
			if !found {
				countDown()
				return
			}
			stored.Add(1)
		}
		threads.Go(func() { fetch(true) })
		threads.Go(func() { fetch(true) })
		threads.Go(func() { fetch(false) })
		finished.Wait()
		if stored.Load() < 2 {
			early++
		}
		threads.Wait()
	}
	return r.Tally("times that a page was missing", early, 0)
}
