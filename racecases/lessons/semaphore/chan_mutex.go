package semaphore

import (
	"sync"

	"threadlab/racecases/corpus"
)

func chanMutex(r *corpus.Run) string {
	sem := make(chan struct{}, 1)
	var threads sync.WaitGroup
	counter, n := 0, r.Times(1000)
	for range 5 {
		threads.Go(func() {
			for range n {
				sem <- struct{}{}
				counter++
				<-sem
			}
		})
	}
	threads.Wait()
	return r.Tally("counter", counter, 5*n)
}
