package primitives_test

import (
	"context"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

var semaphores = []struct {
	name    string
	bounded bool
	make    func(n int) kinds.Semaphore
}{
	{"semaphore", false, func(n int) kinds.Semaphore { return primitives.NewSemaphore(n) }},
	{"bounded-semaphore", true, func(n int) kinds.Semaphore { return primitives.NewBoundedSemaphore(n) }},
	{"fifo-semaphore", false, func(n int) kinds.Semaphore { return primitives.NewFIFOSemaphore(n) }},
}

func TestSemaphoreMisuse(t *testing.T) {
	for _, kind := range semaphores {
		for _, c := range []struct {
			name        string
			bounded     bool // only this kind
			do          func(s kinds.Semaphore)
			class, want error
			text        string
		}{
			{
				"negative", false, func(kinds.Semaphore) { kind.make(-1) },
				primitives.ErrValue, primitives.ErrSemaphoreValue, "semaphore initial value must be >= 0",
			},
			{
				"most negative", false, func(kinds.Semaphore) { kind.make(math.MinInt) },
				primitives.ErrValue, primitives.ErrSemaphoreValue, "semaphore initial value must be >= 0",
			},
			{
				"release none", false, func(s kinds.Semaphore) { s.ReleaseN(0) },
				primitives.ErrValue, primitives.ErrReleaseCount, "n must be one or more",
			},
			{
				"release negative", false, func(s kinds.Semaphore) { s.ReleaseN(-1) },
				primitives.ErrValue, primitives.ErrReleaseCount, "n must be one or more",
			},
			{
				"over-release", true, func(s kinds.Semaphore) { s.Release() },
				primitives.ErrValue, primitives.ErrOverRelease, "Semaphore released too many times",
			},
			{
				"over-release by some", true, func(s kinds.Semaphore) { s.Acquire(); defer s.Release(); s.ReleaseN(2) },
				primitives.ErrValue, primitives.ErrOverRelease, "Semaphore released too many times",
			},
		} {
			if c.bounded && !kind.bounded {
				continue
			}
			t.Run(kind.name+"/"+c.name, func(t *testing.T) {
				s := kind.make(2)
				requireMisuse(t, c.class, c.want, c.text, func() { c.do(s) })
				require.Equal(t, 2, s.Value(), "misuse changed the value")
				s.Acquire()
				s.Acquire()
				require.False(t, s.TryAcquire())
				s.ReleaseN(2)
				require.Equal(t, 2, s.Value())
			})
		}
	}
}

func TestSemaphoreOverflow(t *testing.T) {
	if math.MaxInt == math.MaxInt32 {
		t.Skip("an int cannot hold that many")
	}
	for _, kind := range semaphores {
		t.Run(kind.name, func(t *testing.T) {
			requireMisuse(t, primitives.ErrValue, primitives.ErrSemaphoreOverflow, "semaphore value too large",
				func() { kind.make(math.MaxInt) })
			if kind.bounded {
				return
			}
			s := kind.make(1)
			requireMisuse(t, primitives.ErrValue, primitives.ErrSemaphoreOverflow, "semaphore value too large",
				func() { s.ReleaseN(math.MaxInt) })
			require.Equal(t, 1, s.Value())
		})
	}
}

func TestSemaphoreValue(t *testing.T) {
	for _, kind := range semaphores {
		t.Run(kind.name, func(t *testing.T) {
			s := kind.make(3)
			for want := 2; want >= 0; want-- {
				require.True(t, s.TryAcquire())
				require.Equal(t, want, s.Value())
			}
			require.False(t, s.TryAcquire())
			s.ReleaseN(3)
			require.Equal(t, 3, s.Value())
			if !kind.bounded {
				s.ReleaseN(2)
				require.Equal(t, 5, s.Value())
			}
			require.Zero(t, kind.make(0).Value())
		})
	}
}

// Seven permits, ten goroutines that take two each: as many get through as there are permits, in each of three phases.
func TestSemaphoreContended(t *testing.T) {
	for _, kind := range semaphores {
		bubble(t, kind.name, func(t *testing.T) {
			s := kind.make(21)
			for range 14 { // a bounded one must be able to take all of them back
				s.Acquire()
			}
			passed := make(chan struct{}, 20)
			for range 10 {
				go func() {
					s.Acquire()
					passed <- struct{}{}
					s.Acquire()
					passed <- struct{}{}
				}()
			}
			phase := func(release, want int) {
				if release > 0 {
					s.ReleaseN(release)
				}
				synctest.Wait()
				require.Len(t, passed, want)
				require.Zero(t, s.Value())
			}
			phase(0, 7)
			phase(7, 14)
			phase(6, 20)
			require.Zero(t, s.Waiters())
			require.False(t, s.TryAcquire())
		})
	}
}

// A release of n ends the waits of n waiters, whether they have starved or not, and keeps the rest as permits.
func TestSemaphoreReleaseN(t *testing.T) {
	for _, waited := range []time.Duration{0, time.Second} {
		for _, kind := range semaphores {
			bubble(t, kind.name+"/"+waited.String(), func(t *testing.T) {
				s := kind.make(5)
				for range 5 {
					s.Acquire()
				}
				var through int
				results := make(chan struct{}, 3)
				for range 3 {
					go func() {
						s.Acquire()
						results <- struct{}{}
					}()
				}
				time.Sleep(waited)
				synctest.Wait()
				require.Equal(t, 3, s.Waiters())
				s.ReleaseN(2)
				synctest.Wait()
				through = len(results)
				require.Equal(t, 2, through)
				require.Equal(t, 1, s.Waiters())
				s.ReleaseN(3)
				synctest.Wait()
				require.Len(t, results, 3)
				require.Equal(t, 2, s.Value())
				require.Zero(t, s.Waiters())
			})
		}
	}
}

// An over-release is refused with a waiter queued too, which gets no permit of it.
func TestBoundedSemaphoreOverReleasedWithWaiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := primitives.NewBoundedSemaphore(2)
		s.Acquire()
		s.Acquire()
		go s.Acquire()
		synctest.Wait()
		requireMisuse(t, primitives.ErrValue, primitives.ErrOverRelease, "Semaphore released too many times",
			func() { s.ReleaseN(3) })
		synctest.Wait()
		require.Equal(t, 1, s.Waiters())
		require.Zero(t, s.Value())
		s.ReleaseN(2)
		synctest.Wait()
		require.Equal(t, 1, s.Value())
	})
}

// Waiters of a FIFOSemaphore are served in the order of their arrival, and no caller passes them.
func TestFIFOSemaphoreOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := primitives.NewFIFOSemaphore(0)
		var order []int
		tried := make(chan struct{})
		for i := range 5 {
			go func() {
				s.Acquire()
				<-tried
				order = append(order, i)
				s.Release()
			}()
			synctest.Wait()
		}
		s.Release()
		require.False(t, s.TryAcquire(), "past five waiters")
		close(tried)
		synctest.Wait()
		require.Equal(t, []int{0, 1, 2, 3, 4}, order)
		require.Equal(t, 1, s.Value())
	})
}

// A Semaphore's permit goes to a running goroutine; its waiter, woken in vain, stays in the queue and is counted.
func TestSemaphoreBarging(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := primitives.NewSemaphore(0)
		got := false
		go func() {
			s.Acquire()
			got = true
		}()
		synctest.Wait()
		s.Release()
		if !s.TryAcquire() {
			t.Skip("the waiter was faster: nothing to see")
		}
		require.Equal(t, 1, s.Waiters(), "on its way")
		synctest.Wait()
		require.False(t, got)
		require.Equal(t, 1, s.Waiters())
		s.Release()
		synctest.Wait()
		require.True(t, got)
	})
}

// At the instant where a permit, the end of the wait and the context's end meet, the permit is taken once or not at all.
func TestSemaphoreGiveUpKeepsPermit(t *testing.T) {
	for _, kind := range semaphores {
		bubble(t, kind.name, func(t *testing.T) {
			for range 100 {
				s := kind.make(1)
				s.Acquire()
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				won := make(chan bool, 2)
				go func() { won <- s.AcquireContext(ctx) == nil }()
				go func() { won <- s.AcquireTimeout(time.Second) }()
				time.Sleep(time.Second)
				s.Release()
				a, b := <-won, <-won
				cancel()
				require.False(t, a && b, "one permit, two winners")
				require.Equal(t, !a && !b, s.TryAcquire(), "the permit was lost or doubled")
			}
		})
	}
}

// Two that hand each other permits in turn: a wake-up lost between a failed try and the queue would stop them for ever.
func TestSemaphoreLosesNoWakeUp(t *testing.T) {
	for _, kind := range semaphores {
		t.Run(kind.name, func(t *testing.T) {
			ping, pong := kind.make(1), kind.make(1)
			ping.Acquire()
			pong.Acquire()
			const rounds = 5000
			done := make(chan struct{})
			go func() {
				defer close(done)
				for range rounds {
					ping.Acquire()
					pong.Release()
				}
			}()
			for range rounds {
				ping.Release()
				pong.Acquire()
			}
			<-done
			require.Zero(t, ping.Value()+pong.Value())
		})
	}
}
