//go:build broken

package barrier

import (
	"runtime"
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func missingSecondWait(r *corpus.Run) string {
	const parties = 3
	var wg sync.WaitGroup
	var cells [parties]int
	var early [parties]int
	barrier := primitives.NewBarrier(parties)
	steps := 1 + r.Times(99) // the second is the one that goes wrong
	for i := range parties {
		wg.Go(func() {
			for step := range steps {
				cells[i] = step // want: race write
				barrier.Wait()
				runtime.Gosched()                 // looking at a neighbour takes a while
				if cells[(i+1)%parties] != step { // want: race read
					early[i]++
				}
			}
		})
	}
	wg.Wait()
	if r.Note("neighbours of another step = %v", early); early != [parties]int{} {
		return "mixed"
	}
	return "in step"
}
