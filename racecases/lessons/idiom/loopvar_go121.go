//go:build !broken && go1.21

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func loopvarGo121(r *corpus.Run) string {
	var mu sync.Mutex
	var wg sync.WaitGroup
	greeted := map[string]bool{}
	names := []string{"ada", "grace", "barbara"}
	for _, name := range names {
		name := name
		wg.Add(1)
		go func() {
			defer wg.Done()
			guest := name
			mu.Lock()
			defer mu.Unlock()
			greeted[guest] = true
		}()
	}
	wg.Wait()
	return r.Tally("greeted", len(greeted), len(names))
}
