//go:build broken

package event

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func clearAfterTake(r *corpus.Run) string {
	var more, taken, again primitives.Event
	var waiter sync.WaitGroup
	orders, served := make(chan string, 2), 0
	waiter.Go(func() {
		for served < 2 {
			more.Wait() // want: wait sync.Cond.Wait
			for len(orders) > 0 {
				<-orders
				served++
			}
			taken.Set()
			again.Wait() // the second order comes now
			more.Clear()
		}
	})
	orders <- "tea"
	more.Set()
	taken.Wait()
	orders <- "coffee"
	more.Set()
	again.Set()
	waiter.Wait()
	return r.Tally("served", served, 2)
}
