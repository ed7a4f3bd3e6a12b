//go:build broken

package event

import (
	"threadlab/racecases/corpus"
)

func doubleSetClose(*corpus.Run) string {
	done := make(chan struct{})
	set := func() { close(done) } // want: panic close of closed channel
	set()
	set() // a second reason to stop, as Python's event.set() allows
	<-done
	return "set"
}
