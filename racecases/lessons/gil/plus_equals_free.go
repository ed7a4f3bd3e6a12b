//go:build !broken

package gil

import (
	"context"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func plusEqualsFree(r *corpus.Run) string {
	var lock primitives.Lock
	counter, n := 0, r.Times(10_000)
	python := primitives.NewInterpreter(primitives.FreeThreaded())
	for range 4 {
		_ = python.NewThread(func(t *primitives.Thread) error {
			for range n {
				t.Acquire(&lock)
				counter++
				lock.Release()
			}
			return nil
		}).Start()
	}
	_ = python.Shutdown(context.Background())
	return r.Tally("counter", counter, 4*n)
}
