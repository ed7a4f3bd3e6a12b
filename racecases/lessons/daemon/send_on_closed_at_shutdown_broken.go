//go:build broken

package daemon

import (
	"sync"

	"threadlab/racecases/corpus"
)

func sendOnClosedAtShutdown(*corpus.Run) string {
	var wg sync.WaitGroup
	beats := make(chan int)
	wg.Go(func() {
		for i := 0; ; i++ {
			beats <- i // want: race read, panic send on closed channel
		}
	})
	<-beats
	close(beats) // want: race write
	wg.Wait()
	return "shut down"
}
