//go:build !broken

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
	quit := make(chan struct{})
	defer close(quit)
	go func() {
		for {
			select {
			case <-ticker.C:
			case <-quit:
				return
			}
			beat.Set()
		}
	}()
	beat.Wait()
	return "beating"
}
