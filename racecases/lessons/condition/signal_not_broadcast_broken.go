//go:build broken

package condition

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func signalNotBroadcast(*corpus.Run) string {
	c := primitives.NewCondition(new(primitives.Lock))
	ready := map[string]bool{}
	seat := func(dish string) (eaten chan struct{}) {
		seated, eaten := make(chan struct{}), make(chan struct{})
		go func() {
			c.Acquire(nil)
			close(seated)
			c.WaitFor(nil, func() bool { return ready[dish] }) // want: wait sync.Cond.Wait
			c.Release(nil)
			close(eaten)
		}()
		<-seated
		return eaten
	}
	serve := func(dish string) {
		c.Acquire(nil)
		ready[dish] = true
		c.Notify(nil, 1)
		c.Release(nil)
	}
	first, second := seat("pizza"), seat("pasta")
	serve("pasta")
	<-second // the only table is free again
	serve("pizza")
	<-first
	return "all ate"
}
