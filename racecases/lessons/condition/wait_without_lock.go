//go:build !broken

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
		c.Acquire(main) // before the ringer can be there
		defer c.Release(main)
		_ = ringer.Start()
		c.Wait(main)
		return nil
	})
	return "woken"
}
