//go:build broken

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
		ready.Set()
		runtime.Gosched() // the others may run here, as they may anywhere
		answer = 42       // want: race write
	})
	ready.Wait()
	got := answer // want: race read
	server.Wait()
	return r.Tally("answer", got, 42)
}
