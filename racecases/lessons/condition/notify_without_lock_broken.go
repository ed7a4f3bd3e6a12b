//go:build broken

package condition

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func notifyWithoutLock(*corpus.Run) string {
	var c primitives.Condition
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	_ = python.Run(func(main *primitives.Thread) error {
		ready := false
		waiter := python.NewThread(func(t *primitives.Thread) error {
			c.Acquire(t)
			defer c.Release(t)
			c.WaitFor(t, func() bool { return ready })
			return nil
		})
		_ = waiter.Start()
		c.Acquire(main)
		ready = true
		c.Release(main)
		c.NotifyAll(main) // want: panic cannot notify on un-acquired lock
		return waiter.Join(main)
	})
	return "met"
}
