//go:build !broken

package thread

import (
	"sync"

	"threadlab/racecases/corpus"
)

func sleepJoin(r *corpus.Run) string {
	var t sync.WaitGroup
	result := 0
	t.Go(func() {
		result = 42
	})
	t.Wait()
	return r.Tally("result", result, 42)
}
