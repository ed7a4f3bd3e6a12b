//go:build broken

package condition

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func noShutdownBroadcast(*corpus.Run) string {
	c := primitives.NewCondition(new(primitives.Lock))
	jobs, closed := 3, false
	go func() {
		c.Acquire(nil)
		defer c.Release(nil)
		for !closed {
			jobs = 0
			c.NotifyAll(nil)
			c.Wait(nil) // want: wait sync.Cond.Wait
		}
	}()
	c.Acquire(nil)
	defer c.Release(nil)
	c.WaitFor(nil, func() bool { return jobs == 0 })
	closed = true
	return "closed"
}
