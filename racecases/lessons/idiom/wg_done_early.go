//go:build !broken

package idiom

import (
	"sync"
	"time"

	"threadlab/racecases/corpus"
)

func wgDoneEarly(*corpus.Run) string {
	var wg sync.WaitGroup
	outcome := "unsaved"
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() {
			time.Sleep(time.Millisecond) // the disk takes a moment
			outcome = "saved"
		}()
	}()
	wg.Wait()
	return outcome
}
