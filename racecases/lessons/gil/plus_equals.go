//go:build !broken

package gil

import (
	"time"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func plusEquals(r *corpus.Run) string {
	addOne := func(t *primitives.Thread, x int) int {
		t.Compute(100 * time.Microsecond) // a call is where CPython may change threads
		return x + 1
	}
	var lock primitives.Lock
	counter, n := 0, r.Times(10)
	count := func(t *primitives.Thread) error {
		for range n {
			t.Acquire(&lock)
			counter = addOne(t, counter)
			lock.Release()
		}
		return nil
	}
	python := primitives.NewInterpreter(primitives.WithSwitchInterval(10 * time.Microsecond))
	_ = python.Run(func(main *primitives.Thread) error {
		for range 3 {
			_ = python.NewThread(count).Start()
		}
		return count(main)
	})
	return r.Tally("counter", counter, 4*n)
}
