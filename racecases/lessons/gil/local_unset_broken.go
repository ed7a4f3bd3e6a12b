//go:build broken

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
	var pages primitives.Local[cache]
	main := python.Attach("main")
	defer main.Detach()
	pages.Set(main, cache{})
	fetch := func(t *primitives.Thread) int {
		mine, _ := pages.Get(t)
		mine["index"]++ // want: panic assignment to entry in nil map
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
