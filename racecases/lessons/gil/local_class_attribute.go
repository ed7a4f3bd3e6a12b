//go:build !broken

package gil

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func localClassAttribute(r *corpus.Run) string {
	type stats struct{ hits int }
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	class := new(stats)
	mine := primitives.NewLocal(func() (*stats, error) {
		return &stats{class.hits}, nil
	})
	n, most := r.Times(1000), [2]int{}
	both := primitives.NewBarrier(len(most))
	_ = python.Run(func(*primitives.Thread) error {
		for i := range most {
			_ = python.NewThread(func(t *primitives.Thread) error {
				s, _ := mine.Value(t)
				both.Wait() // each has its own by now
				for range n {
					s.hits++
				}
				most[i] = s.hits
				return nil
			}).Start()
		}
		return nil
	})
	return r.Tally("hits of one thread", max(most[0], most[1]), n)
}
