//go:build !broken

package rlock

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func selfDeadlock(r *corpus.Run) string {
	var lock primitives.RLock
	balance := 0
	deposit := func(t *primitives.Thread, sum int) {
		lock.Acquire(t)
		balance += sum
		lock.Release(t)
	}
	payday := func(t *primitives.Thread) error {
		lock.Acquire(t)
		deposit(t, 100)
		deposit(t, 5)
		lock.Release(t)
		return nil
	}
	if primitives.NewInterpreter(primitives.WithoutGIL()).Run(payday) != nil {
		return "failed"
	}
	return r.Tally("balance", balance, 105)
}
