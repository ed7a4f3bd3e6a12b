//go:build broken

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func hiddenByMutex(r *corpus.Run) string {
	var journal sync.Mutex // guards entries
	var wg sync.WaitGroup
	counter, entries := 0, 0
	count := func() {
		counter++ // want: race read, race write
	}
	write := func() {
		journal.Lock()
		entries++
		journal.Unlock()
	}
	wg.Go(func() {
		count()
		write()
	})
	wg.Go(func() {
		write()
		count()
	})
	wg.Wait()
	return r.Tally("counter", counter, entries)
}
