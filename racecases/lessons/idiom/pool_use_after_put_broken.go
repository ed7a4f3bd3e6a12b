//go:build broken

package idiom

import (
	"runtime"
	"sync"

	"threadlab/racecases/corpus"
)

func poolUseAfterPut(r *corpus.Run) string {
	type page struct{ user string }
	var wg sync.WaitGroup
	pool := sync.Pool{New: func() any { return new(page) }}
	serve := func(user string) (shown string) {
		p := pool.Get().(*page)
		p.user = user // want: race write
		pool.Put(p)
		runtime.Gosched() // the other request may run here, as it may anywhere
		return p.user     // want: race read
	}
	n, mixed := r.Times(100), [4]int{}
	for i, user := range []string{"alice", "bob", "carol", "dave"} {
		wg.Go(func() {
			for range n {
				if serve(user) != user {
					mixed[i]++
				}
			}
		})
	}
	wg.Wait()
	return r.Tally("pages of somebody else", mixed[0]+mixed[1]+mixed[2]+mixed[3], 0)
}
