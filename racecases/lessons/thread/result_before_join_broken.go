//go:build broken

package thread

import (
	"sync"

	"threadlab/racecases/corpus"
)

func resultBeforeJoin(r *corpus.Run) string {
	var t sync.WaitGroup
	result := 0
	t.Go(func() {
		result = 42 // want: race write
	})
	got := result // want: race read
	t.Wait()
	return r.Tally("result", got, 42)
}
