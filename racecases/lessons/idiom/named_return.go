//go:build !broken

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
		now := status
		wg.Go(func() {
			logged = now
		})
		return "from the cache"
	}
	fetch()
	return "logged: " + logged
}
