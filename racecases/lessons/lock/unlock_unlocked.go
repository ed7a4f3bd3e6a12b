//go:build !broken

package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func unlockUnlocked(*corpus.Run) string {
	var mu sync.Mutex
	stock := 1
	sell := func() string {
		answer := "sold out"
		mu.Lock()
		if stock > 0 {
			stock--
			answer = "sold"
		}
		mu.Unlock()
		return answer
	}
	return sell() + ", " + sell()
}
