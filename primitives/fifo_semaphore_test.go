package primitives_test

import (
	"math"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

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

// A large request waits for its turn, and those that come later wait for it, though there are permits for them. When it gives up
// they have them at that moment.
func TestFIFOSemaphoreManyInOrder(t *testing.T) {
	type served struct {
		name  string
		after time.Duration
	}
	tests := []struct {
		name  string
		limit time.Duration // of the large request
		want  []served
	}{
		{"it waits long enough", time.Hour, []served{{"large", 2 * time.Second}, {"small", 4 * time.Second}}},
		{"it gives up", 1500 * time.Millisecond, []served{{"small", 1500 * time.Millisecond}}},
	}
	for _, tt := range tests {
		bubble(t, tt.name, func(t *testing.T) {
			s, begun := primitives.NewFIFOSemaphore(2), time.Now()
			var got []served
			var mu sync.Mutex
			var all sync.WaitGroup
			request := func(name string, acquire func() bool) {
				all.Go(func() {
					if acquire() {
						mu.Lock()
						defer mu.Unlock()
						got = append(got, served{name, time.Since(begun)})
					}
				})
				synctest.Wait()
			}
			request("large", func() bool { return s.AcquireNTimeout(4, tt.limit) })
			request("small", func() bool { s.Acquire(); return true })
			require.Equal(t, 2, s.Waiters())
			require.Zero(t, s.Value(), "kept for the large one")
			require.False(t, s.TryAcquire())
			require.False(t, s.TryAcquireN(2))
			for range 2 {
				time.Sleep(time.Second)
				s.Release()
			}
			time.Sleep(2 * time.Second)
			s.Release()
			all.Wait()
			require.Equal(t, tt.want, got)
			require.True(t, s.Idle())
		})
	}
}

// Waits for several permits that end in every way, at once: no permit is lost, none is made.
func TestFIFOSemaphoreManyAtOnce(t *testing.T) {
	const permits = 4
	s := primitives.NewFIFOSemaphore(permits)
	var mu sync.Mutex
	inside, most := 0, 0
	take := func(n int) {
		mu.Lock()
		defer mu.Unlock()
		inside += n
		most = max(most, inside)
	}
	var all sync.WaitGroup
	for n := 1; n <= permits; n++ {
		for _, acquire := range []func() bool{
			func() bool { s.AcquireN(n); return true },
			func() bool { return s.AcquireNTimeout(n, 20*time.Microsecond) },
			func() bool { return s.TryAcquireN(n) },
		} {
			all.Go(func() {
				for range 100 {
					if acquire() {
						take(n)
						runtime.Gosched()
						take(-n)
						s.ReleaseN(n)
					}
				}
			})
		}
	}
	all.Wait()
	require.LessOrEqual(t, most, permits)
	require.Equal(t, permits, s.Value())
	require.True(t, s.Idle())
}

func TestFIFOSemaphoreManyMisuse(t *testing.T) {
	if math.MaxInt == math.MaxInt32 {
		t.Skip("an int cannot hold that many")
	}
	const most = math.MaxInt >> 2 // permits
	s := primitives.NewFIFOSemaphore(1)
	for _, misuse := range []func(){func() { s.AcquireN(math.MaxInt) }, func() { s.TryAcquireN(most + 1) }} {
		requireMisuse(t, primitives.ErrValue, primitives.ErrAcquireCount, "n is more than the semaphore can hold", misuse)
	}
	synctest.Test(t, func(t *testing.T) {
		go s.AcquireN(3)
		synctest.Wait()
		requireMisuse(t, primitives.ErrValue, primitives.ErrSemaphoreOverflow, "semaphore value too large",
			func() { s.ReleaseN(most) })
		s.ReleaseN(2)
		synctest.Wait()
		require.True(t, s.Idle())
	})
}
