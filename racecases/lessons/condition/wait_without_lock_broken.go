//go:build broken

package condition

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func waitWithoutLock(*corpus.Run) string {
	var c primitives.Condition
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	_ = python.Run(func(main *primitives.Thread) error {
		ringer := python.NewThread(func(t *primitives.Thread) error {
			c.Acquire(t)
			defer c.Release(t)
			c.Notify(t, 1)
			return nil
		})
		_ = ringer.Start()
		c.Wait(main) // want: panic cannot wait on un-acquired lock
		return nil
	})
	return "woken"
}
