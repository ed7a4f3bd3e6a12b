//go:build broken

package rlock

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func callbackReentry(r *corpus.Run) string {
	var lock primitives.Lock
	var subscribers []func()
	told := 0
	count := func() int {
		lock.Acquire() // want: wait sync.Cond.Wait
		defer lock.Release()
		return len(subscribers)
	}
	publish := func() {
		lock.Acquire()
		defer lock.Release()
		for _, tell := range subscribers {
			tell()
		}
	}
	subscribers = append(subscribers, func() { told = count() })
	publish()
	return r.Tally("told", told, 1)
}
