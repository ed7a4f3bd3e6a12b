//go:build broken

package rlock

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func selfDeadlock(r *corpus.Run) string {
	var lock primitives.Lock
	balance := 0
	deposit := func(t *primitives.Thread, sum int) {
		lock.Acquire() // want: wait sync.Cond.Wait
		balance += sum
		lock.Release()
	}
	payday := func(t *primitives.Thread) error {
		lock.Acquire()
		deposit(t, 100)
		deposit(t, 5)
		lock.Release()
		return nil
	}
	if primitives.NewInterpreter(primitives.WithoutGIL()).Run(payday) != nil {
		return "failed"
	}
	return r.Tally("balance", balance, 105)
}
