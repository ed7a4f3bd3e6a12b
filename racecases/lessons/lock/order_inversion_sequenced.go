package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func orderInversionSequenced(r *corpus.Run) string {
	var a, b sync.Mutex
	var threads sync.WaitGroup
	moved := 0
	move := func(first, second *sync.Mutex) {
		first.Lock()
		second.Lock()
		moved++
		second.Unlock()
		first.Unlock()
	}
	threads.Go(func() { move(&a, &b) })
	threads.Wait()
	threads.Go(func() { move(&b, &a) })
	threads.Wait()
	return r.Tally("moved", moved, 2)
}
