//go:build !broken

package lock

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

type settings struct{ limit int }

func dclPlainPointer(r *corpus.Run) string {
	var mu sync.Mutex
	var shared atomic.Pointer[settings]
	get := func() *settings {
		if s := shared.Load(); s != nil {
			return s
		}
		mu.Lock()
		defer mu.Unlock()
		if shared.Load() == nil {
			shared.Store(&settings{limit: 42})
		}
		return shared.Load()
	}
	var threads sync.WaitGroup
	for range 5 {
		threads.Go(func() { get() })
	}
	threads.Wait()
	return r.Tally("limit", get().limit, 42)
}
