package event

import (
	"sync"

	"threadlab/racecases/corpus"
)

func closeBroadcast(r *corpus.Run) string {
	var readers sync.WaitGroup
	ready := make(chan struct{})
	answer, seen := 0, make([]int, 5)
	for i := range seen {
		readers.Go(func() {
			<-ready
			seen[i] = answer
		})
	}
	answer = 42
	close(ready)
	readers.Wait()
	return r.Tally("sum", seen[0]+seen[1]+seen[2]+seen[3]+seen[4], 5*42)
}
