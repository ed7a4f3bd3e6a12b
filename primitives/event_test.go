package primitives_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

func TestEventFlag(t *testing.T) {
	var e primitives.Event
	require.False(t, e.IsSet())
	e.Set()
	require.True(t, e.IsSet())
	e.Set()
	require.True(t, e.IsSet())
	e.Clear()
	require.False(t, e.IsSet())
	e.Clear()
	require.False(t, e.IsSet())
}

func TestEventWaits(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	const never = time.Duration(-1)
	timeout := func(d time.Duration) func(*primitives.Event) bool {
		return func(e *primitives.Event) bool { return e.WaitTimeout(d) }
	}
	for _, c := range []struct {
		name  string
		set   time.Duration // after how long; never
		wait  func(e *primitives.Event) bool
		want  bool
		after time.Duration
	}{
		{"wait", time.Second, func(e *primitives.Event) bool { e.Wait(); return true }, true, time.Second},
		{"wait, set", 0, func(e *primitives.Event) bool { e.Wait(); return true }, true, 0},
		{"timeout in time", time.Second, timeout(2 * time.Second), true, time.Second},
		{"timeout too late", 2 * time.Second, timeout(time.Second), false, time.Second},
		{"timeout never", never, timeout(time.Second), false, time.Second},
		{"timeout zero", never, timeout(0), false, 0},
		{"timeout zero, set", 0, timeout(0), true, 0},
		{"timeout negative", never, timeout(-1), false, 0},
		{"timeout negative, set", 0, timeout(-1), true, 0},
		{"context done", never, func(e *primitives.Event) bool { return e.WaitContext(cancelled) == nil }, false, 0},
		{"context done, set", 0, func(e *primitives.Event) bool { return e.WaitContext(cancelled) == nil }, true, 0},
		{"context", never, func(e *primitives.Event) bool {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			return e.WaitContext(ctx) == nil
		}, false, time.Second},
	} {
		bubble(t, c.name, func(t *testing.T) {
			var e primitives.Event
			switch {
			case c.set == 0:
				e.Set()
			case c.set > 0:
				time.AfterFunc(c.set, e.Set)
			}
			start := time.Now()
			require.Equal(t, c.want, c.wait(&e))
			require.Equal(t, c.after, time.Since(start))
			require.Zero(t, e.Waiters())
			time.Sleep(5 * time.Second)
			require.Equal(t, c.set != never, e.IsSet())
		})
	}
}

// gh-57711: a wait that began before Set returns, though the event is cleared at once. A later wait blocks.
func TestEventSetAndClear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e primitives.Event
		through := make(chan struct{}, 10)
		wait := func(n int) {
			for range n {
				go func() {
					e.Wait()
					through <- struct{}{}
				}()
			}
			synctest.Wait()
		}
		wait(5)
		e.Clear()
		synctest.Wait()
		require.Empty(t, through, "Clear wakes no goroutine")
		require.Equal(t, 5, e.Waiters())
		e.Set()
		e.Clear()
		synctest.Wait()
		require.Len(t, through, 5)
		wait(5)
		require.Len(t, through, 5)
		require.Equal(t, 5, e.Waiters())
		e.Set()
		synctest.Wait()
		require.Len(t, through, 10)
	})
}

// A Set of an event that is set already publishes what came before it all the same. The race detector is the judge: sleeping
// puts the two in order and is no edge.
func TestEventSetAgainPublishes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e primitives.Event
		var x int
		e.Set()
		go func() {
			x = 1
			e.Set()
		}()
		time.Sleep(time.Second)
		e.Wait()
		require.Equal(t, 1, x)
	})
}

// Two that wait for each other in turn: a wake-up lost between a look at the flag and the queue would stop them for ever.
func TestEventLosesNoWakeUp(t *testing.T) {
	var ping, pong primitives.Event
	const rounds = 5000
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range rounds {
			ping.Wait()
			ping.Clear()
			pong.Set()
		}
	}()
	for range rounds {
		ping.Set()
		pong.Wait()
		pong.Clear()
	}
	<-done
}
