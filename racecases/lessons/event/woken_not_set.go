//go:build !broken

package event

import (
	"runtime"
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func wokenNotSet(r *corpus.Run) string {
	var start primitives.Event
	var runner sync.WaitGroup
	ran, lowered := 0, make(chan struct{})
	runner.Go(func() {
		start.Wait()
		<-lowered // it takes a moment to get up
		ran++
	})
	for start.Waiters() == 0 {
		runtime.Gosched()
	}
	start.Set()
	start.Clear()
	close(lowered)
	runner.Wait()
	return r.Tally("ran", ran, 1)
}
