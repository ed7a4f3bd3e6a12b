//go:build !broken

package rlock

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func countImbalance(r *corpus.Run) string {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	var lock primitives.RLock
	var clerk sync.WaitGroup
	main := in.Attach("main")
	defer main.Detach()
	balance := 0
	lock.Acquire(main)
	lock.Acquire(main)
	balance += 100
	lock.Release(main)
	lock.Release(main)
	clerk.Go(func() {
		t := in.Attach("clerk")
		defer t.Detach()
		lock.Acquire(t)
		balance += 5
		lock.Release(t)
	})
	clerk.Wait()
	return r.Tally("balance", balance, 105)
}
