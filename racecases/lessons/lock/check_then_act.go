//go:build !broken

package lock

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func checkThenAct(r *corpus.Run) string {
	var mu sync.Mutex
	var threads sync.WaitGroup
	overdrawn, n := 0, r.Times(1000)
	for range n {
		balance := 100
		withdraw := func() {
			mu.Lock()
			enough := balance >= 100
			runtime.Gosched() // the other thread may run here, as it may anywhere
			if enough {
				balance -= 100
			}
			mu.Unlock()
		}
		threads.Go(withdraw)
		threads.Go(withdraw)
		threads.Wait()
		if balance < 0 {
			overdrawn++
		}
	}
	return r.Tally("overdrawn accounts", overdrawn, 0)
}
