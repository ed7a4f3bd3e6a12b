//go:build !broken

package event

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func plainBoolSpin(*corpus.Run) string {
	var wg sync.WaitGroup
	var stop atomic.Bool
	wg.Go(func() {
		for !stop.Load() {
		}
	})
	stop.Store(true)
	wg.Wait()
	return "stopped"
}
