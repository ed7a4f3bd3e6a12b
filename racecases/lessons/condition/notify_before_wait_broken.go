//go:build broken

package condition

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func notifyBeforeWait(*corpus.Run) string {
	var wg sync.WaitGroup
	c := primitives.NewCondition(new(primitives.Lock))
	var items []string
	produce := func() {
		c.Acquire(nil)
		items = append(items, "bread")
		c.Notify(nil, 1)
		c.Release(nil)
	}
	consume := func() {
		c.Acquire(nil)
		c.Wait(nil) // want: wait sync.Cond.Wait
		items = items[1:]
		c.Release(nil)
	}
	produce()
	wg.Go(consume)
	wg.Wait()
	return "consumed"
}
