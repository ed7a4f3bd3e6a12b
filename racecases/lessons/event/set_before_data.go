//go:build !broken

package event

import (
	"runtime"
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func setBeforeData(r *corpus.Run) string {
	var ready primitives.Event
	var server sync.WaitGroup
	answer := 0
	server.Go(func() {
		answer = 42
		runtime.Gosched() // the others may run here, as they may anywhere
		ready.Set()
	})
	ready.Wait()
	got := answer
	server.Wait()
	return r.Tally("answer", got, 42)
}
