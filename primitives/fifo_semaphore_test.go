package primitives_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// ReleaseN is one step: a waiter that it lets through finds the rest of its permits. The first version of FIFOSemaphore woke
// the waiter first and added the rest second.
func TestFIFOSemaphoreReleaseIsOneStep(t *testing.T) {
	for range 2000 {
		s := primitives.NewFIFOSemaphore(0)
		rest := make(chan bool)
		go func() {
			s.Acquire()
			rest <- s.TryAcquire()
		}()
		for s.Waiters() == 0 {
			runtime.Gosched()
		}
		s.ReleaseN(2)
		require.True(t, <-rest)
	}
}
