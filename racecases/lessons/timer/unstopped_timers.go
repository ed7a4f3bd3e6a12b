package timer

import (
	"sync"
	"time"

	"threadlab/racecases/corpus"
)

func unstoppedTimers(r *corpus.Run) string {
	var wg sync.WaitGroup
	numbers := make(chan int)
	sum, n := 0, r.Times(100)
	wg.Go(func() {
		defer close(numbers)
		for range n {
			numbers <- 1
		}
	})
	for {
		select {
		case number, more := <-numbers:
			if !more {
				wg.Wait()
				return r.Tally("sum", sum, n)
			}
			sum += number
		case <-time.After(time.Hour): // a new timer each time round, never stopped
			return "timed out"
		}
	}
}
