//go:build broken

package lock

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func philosophers(r *corpus.Run) string {
	forks := make([]sync.Mutex, 5)
	var table sync.WaitGroup
	meals, n := make([]int, 5), r.Times(200)
	eat := func(i int) {
		first, second := i, (i+1)%5
		forks[first].Lock()
		runtime.Gosched()    // the others may run here, as they may anywhere
		forks[second].Lock() // want: wait sync.Mutex.Lock
		meals[i]++
		forks[second].Unlock()
		forks[first].Unlock()
	}
	for range n {
		for i := range forks {
			table.Go(func() { eat(i) })
		}
		table.Wait()
	}
	eaten := 0
	for _, m := range meals {
		eaten += m
	}
	return r.Tally("meals", eaten, 5*n)
}
