//go:build !broken

package rlock

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func releaseTooMany(r *corpus.Run) string {
	var lock primitives.RLock
	balance := 0
	deposit := func(t *primitives.Thread, sum int) {
		lock.Acquire(t)
		defer lock.Release(t)
		balance += sum
	}
	payday := func(t *primitives.Thread) error {
		lock.Acquire(t)
		deposit(t, 100)
		balance += 5
		lock.Release(t)
		return nil
	}
	if primitives.NewInterpreter(primitives.WithoutGIL()).Run(payday) != nil {
		return "failed"
	}
	return r.Tally("balance", balance, 105)
}
