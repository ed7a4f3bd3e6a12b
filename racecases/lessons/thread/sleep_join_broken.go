//go:build broken

package thread

import (
	"sync"
	"time"

	"threadlab/racecases/corpus"
)

func sleepJoin(r *corpus.Run) string {
	var t sync.WaitGroup
	result := 0
	t.Go(func() {
		result = 42 // want: race write
	})
	time.Sleep(20 * time.Millisecond)
	return r.Tally("result", result, 42) // want: race read
}
