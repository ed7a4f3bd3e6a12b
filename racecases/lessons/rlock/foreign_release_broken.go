//go:build broken

package rlock

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func foreignRelease(r *corpus.Run) string {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	var lock primitives.RLock
	var teller sync.WaitGroup
	balance := 0
	main := in.Attach("main")
	defer main.Detach()
	lock.Acquire(main)
	teller.Go(func() {
		t := in.Attach("teller")
		defer t.Detach()
		balance++
		lock.Release(t) // want: panic cannot release un-acquired lock
	})
	teller.Wait()
	return r.Tally("balance", balance, 1)
}
