package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// TestHolderIsNamed: of a mutex that is waited for it is said which goroutine has it, by
// the names that people know.
func TestHolderIsNamed(t *testing.T) {
	a, err := scheduler.Explore(t.Context(), scheduler.Options{}, model.Explored(func(*scheduler.Run) {
		var first, second model.Mutex
		locked := make(chan bool, 1)
		first.Lock()
		model.Go(func() {
			second.Lock()
			model.Send(locked)(true)
			first.Lock()
		})
		model.Recv(locked)
		second.Lock()
	}))
	require.NoError(t, err)
	require.NotNil(t, a.Failure)
	held := map[int]string{}
	for _, w := range a.Failure.Waits {
		held[w.Goroutine] = w.For
	}
	assert.Equal(t, map[int]string{0: "goroutine 1 holds it", 1: "main holds it"}, held)
}

// TestAttempts: a goroutine that tries a lock again and again, which another one keeps, only looks.
func TestAttempts(t *testing.T) {
	var mu model.Mutex
	var rw model.RWMutex
	for name, try := range map[string]func() bool{"Mutex": mu.TryLock, "RWMutex": rw.TryLock, "reader": rw.TryRLock} {
		t.Run(name, func(t *testing.T) {
			a, err := scheduler.Explore(t.Context(), scheduler.Options{Steps: 20_000}, model.Explored(func(*scheduler.Run) {
				mu, rw = model.Mutex{}, model.RWMutex{}
				mu.Lock()
				rw.Lock()
				for !try() {
					model.Gosched()
				}
			}))
			require.NoError(t, err)
			require.NotNil(t, a.Failure)
			assert.Contains(t, a.Failure.String(), "endless: no end after 20000 steps")
		})
	}
}
