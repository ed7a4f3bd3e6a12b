//go:build broken

package gil

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func plusEqualsFree(r *corpus.Run) string {
	counter, n := 0, r.Times(10_000)
	count := func(t *primitives.Thread) error {
		for range n {
			counter++ // want: race write, race read
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
