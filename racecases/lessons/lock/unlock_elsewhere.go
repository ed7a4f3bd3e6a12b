package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func unlockElsewhere(r *corpus.Run) string {
	var mu sync.Mutex
	result := 0
	mu.Lock()
	go func() {
		result = 42
		mu.Unlock()
	}()
	mu.Lock()
	return r.Tally("result", result, 42)
}
