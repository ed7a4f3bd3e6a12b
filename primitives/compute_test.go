package primitives_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// timeout demands that f gives up when its context does.
func timeout(t *testing.T, d time.Duration, f func(ctx context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	require.ErrorIs(t, f(ctx), context.DeadlineExceeded)
}

// Threads that compute share the cores evenly: with more threads than cores all end at the end.
func TestCores(t *testing.T) {
	const work = 10 * time.Millisecond
	for _, c := range []struct {
		name           string
		cores, threads int
		first, last    time.Duration // when the first thread ends, and the last
	}{
		{"unbounded", 0, 8, work, work},
		{"fewer threads", 4, 3, work, work},
		{"as many", 4, 4, work, work},
		{"twice as many", 2, 4, 2*work - 100*time.Microsecond, 2 * work},
		{"one core", 1, 3, 3*work - 200*time.Microsecond, 3 * work},
	} {
		bubble(t, c.name, func(t *testing.T) {
			in := primitives.NewInterpreter(primitives.WithoutGIL(), primitives.WithCores(c.cores))
			ended := make(chan time.Time, c.threads)
			begun := time.Now()
			for range c.threads {
				start(t, in.NewThread(func(th *primitives.Thread) error {
					th.Compute(work)
					ended <- time.Now()
					return nil
				}))
			}
			require.NoError(t, in.Shutdown(t.Context()))
			require.Equal(t, c.last, time.Since(begun))
			require.Equal(t, c.first, (<-ended).Sub(begun))
		})
	}
}

// Under a GIL cores bound the threads that compute inside Blocking: each needs one.
func TestCoresUnderGIL(t *testing.T) {
	const work = 10 * time.Millisecond
	for _, c := range []struct {
		name  string
		cores int
		want  time.Duration
	}{{"two cores", 2, work}, {"one core", 1, 2 * work}} {
		bubble(t, c.name, func(t *testing.T) {
			in := primitives.NewInterpreter(primitives.WithCores(c.cores))
			require.Equal(t, c.want, elapsed(in, 2, func(th *primitives.Thread) error {
				th.Blocking(func() { th.Compute(work) })
				return nil
			}))
			require.Zero(t, in.GILStats().Held)
		})
	}
}

// The GIL is held while a thread computes, and not while it waits; each thread is charged with its own part.
func TestHeldGIL(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		worker := start(t, in.NewThread(func(th *primitives.Thread) error {
			th.Compute(2 * time.Millisecond)
			th.Sleep(time.Second)
			th.Compute(time.Millisecond)
			return nil
		}))
		time.Sleep(1500 * time.Microsecond)
		half := worker.HeldGIL()
		require.NoError(t, in.Shutdown(t.Context()))
		if in.SwitchInterval() == 0 {
			require.Zero(t, worker.HeldGIL())
			return
		}
		require.Equal(t, 1500*time.Microsecond, half)
		require.Equal(t, 3*time.Millisecond, worker.HeldGIL())
		require.Equal(t, 3*time.Millisecond, in.GILStats().Held)
	})
}
