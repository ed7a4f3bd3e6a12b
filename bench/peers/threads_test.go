package peers_test

import (
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/peers"
)

// mostRunning returns the most threads that were ever between two checkpoints at once.
func mostRunning(t *testing.T, threading peers.Threading) int64 {
	var running, most atomic.Int64
	switches, err := threading.Run(4, func(thread peers.Thread, _ int) {
		for range 200 {
			now := running.Add(1)
			for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
			}
			runtime.Gosched()
			running.Add(-1)
			thread.Checkpoint()
			thread.Blocking(runtime.Gosched)
		}
	})
	require.NoError(t, err)
	require.Equal(t, underGIL(threading), switches > 0)
	return most.Load()
}

func underGIL(threading peers.Threading) bool { return strings.HasPrefix(threading.Name, "gil") }

// TestOneAtATime: the GIL lets one thread run at a time; what has none shows that the check would see two.
func TestOneAtATime(t *testing.T) {
	for _, threading := range peers.Threadings() {
		t.Run(threading.Name, func(t *testing.T) {
			if underGIL(threading) {
				assert.Equal(t, int64(1), mostRunning(t, threading))
				return
			}
			for range 1000 { // each may have ended before the next one has begun
				if mostRunning(t, threading) > 1 {
					return
				}
			}
			assert.Fail(t, "never two at once")
		})
	}
}

// TestRunWaitsForAll: every thread has its number, and has ended when Run returns.
func TestRunWaitsForAll(t *testing.T) {
	for _, threading := range peers.Threadings() {
		t.Run(threading.Name, func(t *testing.T) {
			var ended [5]atomic.Bool
			_, err := threading.Run(len(ended), func(thread peers.Thread, i int) {
				thread.Blocking(runtime.Gosched)
				ended[i].Store(true)
			})
			require.NoError(t, err)
			for i := range ended {
				assert.True(t, ended[i].Load(), "thread %d", i)
			}
		})
	}
}
