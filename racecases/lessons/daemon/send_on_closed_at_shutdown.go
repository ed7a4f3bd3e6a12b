//go:build !broken

package daemon

import (
	"sync"

	"threadlab/racecases/corpus"
)

func sendOnClosedAtShutdown(*corpus.Run) string {
	var wg sync.WaitGroup
	beats := make(chan int)
	quit := make(chan struct{})
	wg.Go(func() {
		for i := 0; ; i++ {
			select {
			case beats <- i:
			case <-quit:
				return
			}
		}
	})
	<-beats
	close(quit)
	wg.Wait()
	return "shut down"
}
