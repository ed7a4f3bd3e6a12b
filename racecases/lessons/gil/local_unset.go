//go:build !broken

package gil

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func localUnset(r *corpus.Run) string {
	type cache map[string]int
	var wg sync.WaitGroup
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	pages := primitives.NewLocal(func() (cache, error) { return cache{}, nil })
	main := python.Attach("main")
	defer main.Detach()
	fetch := func(t *primitives.Thread) int {
		mine, _ := pages.Value(t)
		mine["index"]++
		return mine["index"]
	}
	fetched := fetch(main)
	wg.Go(func() {
		t := python.Attach("worker")
		defer t.Detach()
		fetched += fetch(t)
	})
	wg.Wait()
	return r.Tally("fetched", fetched, 2)
}
