package stress_test

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"threadlab/primitives/internal/kinds"

	"github.com/stretchr/testify/require"
)

// worstCrowd has n goroutines enter a section `rounds` times each, by every way there is, and returns the most that were ever
// inside at once and the number of entries. A right lock of k places never shows more than k; that the checker can see more
// is shown by TestCheckerSeesBrokenLock.
func worstCrowd(view func() kinds.Exclusive, n, rounds int) (worst, entries int64) {
	var inside, most, total atomic.Int64
	var wg sync.WaitGroup
	for range n {
		x := view()
		wg.Go(func() {
			for i := range rounds {
				if !enter(x, i) {
					continue
				}
				now := inside.Add(1)
				for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
				}
				runtime.Gosched() // let others try to break in
				total.Add(1)
				inside.Add(-1)
				x.Release()
			}
		})
	}
	wg.Wait()
	return most.Load(), total.Load()
}

// enter acquires x in the i'th of its ways. Two of them may give up.
func enter(x kinds.Exclusive, i int) bool {
	switch i % 5 {
	case 0:
		return x.TryAcquire()
	case 1:
		return x.AcquireTimeout(20 * time.Microsecond)
	case 2:
		return x.AcquireTimeout(time.Hour)
	case 3:
		return x.AcquireContext(context.Background()) == nil
	}
	x.Acquire()
	return true
}

func TestMutualExclusion(t *testing.T) {
	for _, kind := range kinds.Exclusives() {
		t.Run(kind.Name, func(t *testing.T) {
			view := kind.Make()
			const goroutines, rounds = 8, 200
			worst, entries := worstCrowd(view, goroutines, rounds)
			require.Equal(t, int64(1), worst)
			require.GreaterOrEqual(t, entries, int64(goroutines*rounds*3/5))
			x := view()
			require.Zero(t, x.Waiters())
			require.True(t, x.TryAcquire(), "left locked")
			x.Release()
		})
	}
}

// An openDoor is a lock that excludes no caller.
type openDoor struct{}

func (openDoor) Acquire()                             {}
func (openDoor) TryAcquire() bool                     { return true }
func (openDoor) AcquireTimeout(time.Duration) bool    { return true }
func (openDoor) AcquireContext(context.Context) error { return nil }
func (openDoor) Release()                             {}
func (openDoor) Waiters() int                         { return 0 }

func TestCheckerSeesBrokenLock(t *testing.T) {
	worst, _ := worstCrowd(kinds.Shared(openDoor{}), 8, 200)
	require.Greater(t, worst, int64(1))
}
