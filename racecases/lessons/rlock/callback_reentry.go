//go:build !broken

package rlock

import (
	"slices"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func callbackReentry(r *corpus.Run) string {
	var lock primitives.Lock
	var subscribers []func()
	told := 0
	count := func() int {
		lock.Acquire()
		defer lock.Release()
		return len(subscribers)
	}
	publish := func() {
		lock.Acquire()
		all := slices.Clone(subscribers)
		lock.Release()
		for _, tell := range all {
			tell()
		}
	}
	subscribers = append(subscribers, func() { told = count() })
	publish()
	return r.Tally("told", told, 1)
}
