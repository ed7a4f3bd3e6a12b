//go:build !broken

package condition

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func ifNotFor(r *corpus.Run) string {
	var wg sync.WaitGroup
	c := primitives.NewCondition(new(primitives.Lock))
	loaves, least, n := 0, 0, r.Times(500)
	for range 2 {
		wg.Go(func() { // a customer
			for range n {
				c.Acquire(nil)
				for loaves == 0 {
					c.Wait(nil)
				}
				loaves--
				least = min(least, loaves)
				c.NotifyAll(nil)
				c.Release(nil)
			}
		})
	}
	for range 2 * n { // the baker, one loaf at a time
		c.Acquire(nil)
		for loaves > 0 {
			c.Wait(nil)
		}
		loaves++
		c.NotifyAll(nil)
		c.Release(nil)
	}
	wg.Wait()
	r.Note("loaves at the least = %d, want 0", least)
	if least < 0 {
		return "oversold"
	}
	return "sold"
}
