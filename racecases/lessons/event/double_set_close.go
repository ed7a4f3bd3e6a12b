//go:build !broken

package event

import (
	"sync"

	"threadlab/racecases/corpus"
)

func doubleSetClose(*corpus.Run) string {
	var once sync.Once
	done := make(chan struct{})
	set := func() { once.Do(func() { close(done) }) }
	set()
	set() // a second reason to stop, as Python's event.set() allows
	<-done
	return "set"
}
