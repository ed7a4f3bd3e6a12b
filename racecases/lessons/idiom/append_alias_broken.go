//go:build broken

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func appendAlias(*corpus.Run) string {
	var wg sync.WaitGroup
	base := append(make([]string, 0, 4), "bread", "milk") // room for two more
	var lists [2][]string
	wants := [2]string{"apples", "pears"}
	for i, want := range wants {
		wg.Go(func() {
			lists[i] = append(base, want) // want: race write
		})
	}
	wg.Wait()
	if lists[0][2] != wants[0] || lists[1][2] != wants[1] {
		return "overwritten"
	}
	return "each its own"
}
