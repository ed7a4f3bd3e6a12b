//go:build broken

package idiom

import (
	"strconv"
	"sync"

	"threadlab/racecases/corpus"
)

func errCapture(*corpus.Run) string {
	var wg sync.WaitGroup
	var err error
	for _, text := range []string{"seven", "8"} {
		wg.Go(func() {
			_, err = strconv.Atoi(text) // want: race write
		})
	}
	wg.Wait()
	if err == nil {
		return "swallowed"
	}
	return "reported"
}
