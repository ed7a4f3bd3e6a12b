//go:build broken

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
		defer func() {
			time.Sleep(time.Millisecond) // the disk takes a moment
			outcome = "saved"            // want: race write
		}()
		defer wg.Done()
	}()
	wg.Wait()
	return outcome // want: race read
}
