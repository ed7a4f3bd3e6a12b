//go:build !broken

package gil

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func plusEqualsFree(r *corpus.Run) string {
	var lock primitives.Lock
	counter, n := 0, r.Times(10_000)
	count := func(t *primitives.Thread) error {
		for range n {
			t.Acquire(&lock)
			counter++
			lock.Release()
		}
		return nil
	}
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	_ = python.Run(func(main *primitives.Thread) error {
		for range 3 {
			_ = python.NewThread(count).Start()
		}
		return count(main)
	})
	return r.Tally("counter", counter, 4*n)
}
