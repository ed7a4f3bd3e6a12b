//go:build broken

package barrier

import (
	"sync"

	"threadlab/racecases/corpus"
)

func wgReuse(r *corpus.Run) string {
	const parties = 2
	var wg sync.WaitGroup
	phases := r.Times(1000)
	var phase sync.WaitGroup
	phase.Add(parties)
	for range parties {
		wg.Go(func() {
			for range phases {
				phase.Done()
				phase.Wait() // want: panic WaitGroup is reused before previous Wait has returned, wait sync.WaitGroup.Wait; unseen: mostly it panics first
				phase.Add(1) // for the next phase
			}
		})
	}
	wg.Wait()
	return "in step"
}
