//go:build !broken

package idiom

import (
	"errors"
	"strconv"
	"sync"

	"threadlab/racecases/corpus"
)

func errCapture(*corpus.Run) string {
	var wg sync.WaitGroup
	var errs [2]error
	for i, text := range []string{"seven", "8"} {
		wg.Go(func() {
			_, errs[i] = strconv.Atoi(text)
		})
	}
	wg.Wait()
	if errors.Join(errs[:]...) == nil {
		return "swallowed"
	}
	return "reported"
}
