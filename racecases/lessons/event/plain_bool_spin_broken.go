//go:build broken

package event

import (
	"sync"

	"threadlab/racecases/corpus"
)

func plainBoolSpin(*corpus.Run) string {
	var wg sync.WaitGroup
	stop := false
	wg.Go(func() {
		for !stop { // want: race read, staticcheck SA5002
		}
	})
	stop = true // want: race write
	wg.Wait()
	return "stopped"
}
