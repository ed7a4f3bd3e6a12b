//go:build broken

package idiom

import (
	"bytes"
	"log"
	"sync"

	"threadlab/racecases/corpus"
)

func hiddenByIo(r *corpus.Run) string {
	var page bytes.Buffer
	var wg sync.WaitGroup
	logger := log.New(&page, "", 0)
	counter := 0
	count := func() {
		counter++ // want: race read, race write
	}
	wg.Go(func() {
		count()
		logger.Print("one: counted")
	})
	wg.Go(func() {
		logger.Print("two: about to count")
		count()
	})
	wg.Wait()
	return r.Tally("counter", counter, 2)
}
