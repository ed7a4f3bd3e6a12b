//go:build broken

package gil

import (
	"context"
	"time"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func plusEquals(r *corpus.Run) string {
	addOne := func(t *primitives.Thread, x int) int {
		t.Compute(100 * time.Microsecond) // a call is where CPython may change threads
		return x + 1
	}
	counter, n := 0, r.Times(10)
	python := primitives.NewInterpreter(primitives.SwitchInterval(10 * time.Microsecond))
	for range 4 {
		_ = python.NewThread(func(t *primitives.Thread) error {
			for range n {
				counter = addOne(t, counter)
			}
			return nil
		}).Start()
	}
	_ = python.Shutdown(context.Background())
	return r.Tally("counter", counter, 4*n)
}
