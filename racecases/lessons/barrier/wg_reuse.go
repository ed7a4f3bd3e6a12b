//go:build !broken

package barrier

import (
	"sync"

	"threadlab/racecases/corpus"
)

func wgReuse(r *corpus.Run) string {
	const parties = 2
	var wg sync.WaitGroup
	phases := r.Times(1000)
	phase := make([]sync.WaitGroup, phases)
	for i := range phase {
		phase[i].Add(parties)
	}
	for range parties {
		wg.Go(func() {
			for i := range phases {
				phase[i].Done()
				phase[i].Wait()
			}
		})
	}
	wg.Wait()
	return "in step"
}
