//go:build broken

package daemon

import (
	"time"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func tickerForever(*corpus.Run) string {
	var beat primitives.Event
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	go func() {
		for range ticker.C { // want: wait chan receive
			beat.Set()
		}
	}()
	beat.Wait()
	return "beating"
}
