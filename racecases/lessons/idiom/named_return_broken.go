//go:build broken

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func namedReturn(*corpus.Run) string {
	var wg sync.WaitGroup
	logged := ""
	fetch := func() (status string) {
		defer wg.Wait() // the log is written by then
		status = "fetched"
		wg.Go(func() {
			logged = status // want: race read
		})
		return "from the cache" // want: race write
	}
	fetch()
	return "logged: " + logged
}
