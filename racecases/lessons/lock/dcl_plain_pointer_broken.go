//go:build broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

type settings struct{ limit int }

func dclPlainPointer(r *corpus.Run) string {
	var mu sync.Mutex
	var shared *settings
	get := func() *settings {
		if s := shared; s != nil { // want: race read
			return s
		}
		mu.Lock()
		defer mu.Unlock()
		if shared == nil {
			shared = &settings{limit: 42} // want: race write
		}
		return shared
	}
	var threads sync.WaitGroup
	for range 5 {
		threads.Go(func() { get() })
	}
	threads.Wait()
	return r.Tally("limit", get().limit, 42)
}
