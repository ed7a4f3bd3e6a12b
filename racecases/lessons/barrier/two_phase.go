package barrier

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func twoPhase(r *corpus.Run) string {
	const parties = 3
	var wg sync.WaitGroup
	var mu sync.Mutex
	var cells [parties]int
	arrived, late := 0, 0
	in, out := primitives.NewSemaphore(0), primitives.NewSemaphore(0)
	meet := func(step int, gate *primitives.Semaphore, full int) {
		mu.Lock()
		if arrived += step; arrived == full {
			gate.ReleaseN(parties)
		}
		mu.Unlock()
		gate.Acquire()
	}
	rounds := r.Times(50)
	for i := range parties {
		wg.Go(func() {
			for round := range rounds {
				cells[i] = round
				meet(+1, in, parties) // all have written
				if cells[(i+1)%parties] != round {
					mu.Lock()
					late++
					mu.Unlock()
				}
				meet(-1, out, 0) // all have read
			}
		})
	}
	wg.Wait()
	return r.Tally("cells of another round", late, 0)
}
