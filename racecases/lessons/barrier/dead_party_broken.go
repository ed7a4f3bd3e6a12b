//go:build broken

package barrier

import (
	"errors"
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func deadParty(*corpus.Run) string {
	const parties = 3
	var wg sync.WaitGroup
	barrier := primitives.NewBarrier(parties)
	prepare := func(i int) error {
		if i == 0 {
			return errors.New("no such file")
		}
		return nil
	}
	for i := range parties {
		wg.Go(func() {
			if prepare(i) != nil {
				return
			}
			barrier.Wait() // want: wait sync.Cond.Wait
		})
	}
	wg.Wait()
	return "ended"
}
