package idiom

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func dclAtomic(r *corpus.Run) string {
	type settings struct{ colour string }
	var mu sync.Mutex
	var wg sync.WaitGroup
	var loaded atomic.Pointer[settings]
	loads := 0
	get := func() *settings {
		if s := loaded.Load(); s != nil {
			return s
		}
		mu.Lock()
		defer mu.Unlock()
		if loaded.Load() == nil {
			loads++
			loaded.Store(&settings{colour: "blue"})
		}
		return loaded.Load()
	}
	var colours [4]string
	for i := range colours {
		wg.Go(func() { colours[i] = get().colour })
	}
	wg.Wait()
	for _, c := range colours {
		if c != "blue" {
			return "half built"
		}
	}
	return r.Tally("loads", loads, 1)
}
