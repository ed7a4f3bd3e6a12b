package lock

import (
	"sync"

	"threadlab/racecases/corpus"
)

func lockUnlockFence(r *corpus.Run) string {
	var mu sync.Mutex
	result := 0
	inside := make(chan struct{})
	go func() {
		mu.Lock()
		close(inside)
		result = 42
		mu.Unlock()
	}()
	<-inside
	mu.Lock()
	//lint:ignore SA2001 the goroutine inside has unlocked: the lock is taken to wait for that
	mu.Unlock()
	return r.Tally("result", result, 42)
}
