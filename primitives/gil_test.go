package primitives_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

const interval = 5 * time.Millisecond

// hog computes, with checkpoints, until the event is set. It never waits.
func hog(stop *primitives.Event) func(th *primitives.Thread) error {
	return func(th *primitives.Thread) error {
		for !stop.IsSet() {
			th.Compute(100 * time.Microsecond)
		}
		return nil
	}
}

// Between two checkpoints a thread is alone: with a GIL no thread sees another's step half done. Without one the same checker sees
// them side by side, which shows that it can.
func TestGILExcludes(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var inside, most atomic.Int64
		for range 4 {
			start(t, in.NewThread(func(th *primitives.Thread) error {
				for range 100 {
					most.Store(max(most.Load(), inside.Add(1)))
					time.Sleep(time.Millisecond) // work without a checkpoint
					inside.Add(-1)
					th.Checkpoint()
					th.Sleep(time.Microsecond)
				}
				return nil
			}))
		}
		require.NoError(t, in.Shutdown(t.Context()))
		if in.SwitchInterval() > 0 {
			require.Equal(t, int64(1), most.Load())
			return
		}
		require.Equal(t, int64(4), most.Load())
	})
}

// A waiter asks only after a whole interval without a switch, the holder gives way at its next checkpoint, and not before.
func TestGILWaitFirst(t *testing.T) {
	for _, c := range []struct {
		name     string
		interval time.Duration // 0: the default
		step     time.Duration // between two checkpoints of the hog
		want     time.Duration // until the waiter runs
	}{
		{"default", 0, time.Millisecond, interval},
		{"long", 100 * time.Millisecond, time.Millisecond, 100 * time.Millisecond},
		{"rare checkpoints", 0, 72 * time.Millisecond, 72 * time.Millisecond},
	} {
		bubble(t, c.name, func(t *testing.T) {
			in := primitives.NewInterpreter()
			if c.interval > 0 {
				in.SetSwitchInterval(c.interval)
			}
			var stop primitives.Event
			start(t, in.NewThread(func(th *primitives.Thread) error {
				for !stop.IsSet() {
					time.Sleep(c.step)
					th.Checkpoint()
				}
				return nil
			}))
			synctest.Wait()
			begun := time.Now()
			var took time.Duration
			waiter := start(t, in.NewThread(func(*primitives.Thread) error {
				took = time.Since(begun)
				stop.Set()
				return nil
			}))
			require.NoError(t, waiter.Join(nil))
			require.GreaterOrEqual(t, took, c.want)
			require.LessOrEqual(t, took, c.want+c.step)
			require.NoError(t, in.Shutdown(t.Context()))
			require.Equal(t, uint64(took/max(interval, c.interval)), in.GILStats().DropRequests)
			require.Equal(t, uint64(1), in.GILStats().ForcedWaits)
			require.Zero(t, in.GILStats().Waiting)
		})
	}
}

// Threads that only compute change places about once in an interval, however many they are, because a waiter that has seen a
// switch does not ask; and in all they take as long as one would.
func TestGILSwitchesOncePerInterval(t *testing.T) {
	const work = 500 * time.Millisecond
	for _, n := range []int{2, 3, 5} {
		bubble(t, fmt.Sprint(n), func(t *testing.T) {
			in := primitives.NewInterpreter()
			begun := time.Now()
			for range n {
				start(t, in.NewThread(func(th *primitives.Thread) error {
					th.Compute(work)
					return nil
				}))
			}
			require.NoError(t, in.Shutdown(t.Context()))
			total := time.Duration(n) * work
			require.Equal(t, total, time.Since(begun))
			expected := float64(total / interval)
			stats := in.GILStats()
			require.InDelta(t, 0.85*expected, stats.Switches, 0.35*expected)
			require.LessOrEqual(t, float64(stats.DropRequests), 1.2*expected+float64(n)) // all ask in the first interval
		})
	}
}

// The same work without a GIL takes half the time: the threads run side by side.
func TestFreeThreadedRunsSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter(primitives.WithoutGIL())
		begun := time.Now()
		for range 2 {
			start(t, in.NewThread(func(th *primitives.Thread) error {
				th.Compute(500 * time.Millisecond)
				return nil
			}))
		}
		require.NoError(t, in.Shutdown(t.Context()))
		require.Equal(t, 500*time.Millisecond, time.Since(begun))
		require.Equal(t, primitives.GILStats{}, in.GILStats())
	})
}

// Sleepers do not need the GIL: eight of them take as long as one.
func TestGILSleepersOverlap(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		begun := time.Now()
		for range 8 {
			start(t, in.NewThread(func(th *primitives.Thread) error {
				for range 100 {
					th.Sleep(10 * time.Millisecond)
				}
				return nil
			}))
		}
		require.NoError(t, in.Shutdown(t.Context()))
		require.Equal(t, time.Second, time.Since(begun))
	})
}

// The convoy: beside a hog every call that waits pays an interval on top of its own time, and without a GIL none does.
func TestGILConvoy(t *testing.T) {
	const calls, own = 50, 200 * time.Microsecond
	for _, c := range []struct {
		name     string
		opts     []primitives.InterpreterOption
		overhead time.Duration
	}{
		{"5 ms", nil, interval},
		{"0.5 ms", []primitives.InterpreterOption{primitives.WithSwitchInterval(500 * time.Microsecond)}, 500 * time.Microsecond},
		{"free-threaded", []primitives.InterpreterOption{primitives.WithoutGIL()}, 0},
	} {
		bubble(t, c.name, func(t *testing.T) {
			in := primitives.NewInterpreter(c.opts...)
			var stop primitives.Event
			start(t, in.NewThread(hog(&stop)))
			var took time.Duration
			start(t, in.NewThread(func(th *primitives.Thread) error {
				defer stop.Set()
				begun := time.Now()
				for range calls {
					th.Blocking(func() { time.Sleep(own) })
				}
				took = time.Since(begun)
				return nil
			}))
			require.NoError(t, in.Shutdown(t.Context()))
			slice := 100 * time.Microsecond // the hog's step
			require.GreaterOrEqual(t, took, calls*(own+c.overhead))
			require.LessOrEqual(t, took, calls*(own+c.overhead+2*slice))
		})
	}
}

// A thread that was asked to let go is never the next to hold the GIL.
func TestGILForcedSwitch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		last, forced, alone := -1, 0, 0 // guarded by the GIL
		for i := range 3 {
			start(t, in.NewThread(func(th *primitives.Thread) error {
				for range 200 {
					last = i
					before := in.GILStats().ForcedWaits
					time.Sleep(3 * interval / 4)
					th.Checkpoint()
					if in.GILStats().ForcedWaits != before { // here, since no other thread ran
						forced++
						if last == i {
							alone++
						}
					}
					last = i
				}
				return nil
			}))
		}
		require.NoError(t, in.Shutdown(t.Context()))
		require.Zero(t, alone)
		require.Greater(t, forced, 100)
	})
}

// A thread that has been asked for the GIL and waits before its next checkpoint begins the wait after another has taken it.
func TestGILForcedSwitchBeforeWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		var before, inside primitives.GILStats
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			other := start(t, main.NewThread(nil))
			time.Sleep(interval + interval/2) // with the GIL
			before = in.GILStats()
			main.Blocking(func() { inside = in.GILStats() })
			return other.Join(main)
		}))
		require.EqualValues(t, 1, before.DropRequests)
		require.Equal(t, before.Switches+1, inside.Switches)
		require.Equal(t, before.ForcedWaits+1, inside.ForcedWaits)
	})
}

// A load and a store with no checkpoint between them are one step under the GIL, as counter += 1 is in CPython. With one, as
// around a call, another thread's step can come in between, and is lost.
func TestGILAtomicity(t *testing.T) {
	const threads, rounds = 3, 100
	for _, c := range []struct {
		name  string
		split bool
	}{{"between", true}, {"after", false}} {
		bubble(t, c.name, func(t *testing.T) {
			in := primitives.NewInterpreter()
			counter := 0
			for range threads {
				start(t, in.NewThread(func(th *primitives.Thread) error {
					for range rounds {
						value := counter
						time.Sleep(time.Millisecond)
						if c.split {
							th.Checkpoint()
						}
						counter = value + 1
						if !c.split {
							th.Checkpoint()
						}
					}
					return nil
				}))
			}
			require.NoError(t, in.Shutdown(t.Context()))
			if c.split {
				require.Less(t, counter, threads*rounds)
				require.Positive(t, counter)
				return
			}
			require.Equal(t, threads*rounds, counter)
		})
	}
}

// A wait while no thread asks for the GIL changes nothing; neither does a wait inside another.
func TestGILUndisturbed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			before := in.GILStats()
			for range 100 {
				main.Blocking(func() { main.Blocking(func() { main.Sleep(time.Millisecond) }) })
				main.Checkpoint()
			}
			require.Equal(t, before, in.GILStats())
			return nil
		}))
	})
}

// A thread that was asked to let go by one that has given up meanwhile does not wait for it.
func TestGILRequestOutlivesRequester(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		th := in.Attach("")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, in.Shutdown(ctx), context.DeadlineExceeded)
		require.Positive(t, in.GILStats().DropRequests)
		th.Checkpoint()
		require.Zero(t, in.GILStats().ForcedWaits)
		th.Detach()
	})
}

func TestSwitchInterval(t *testing.T) {
	in := primitives.NewInterpreter()
	require.Equal(t, interval, in.SwitchInterval())
	in.SetSwitchInterval(1500 * time.Nanosecond)
	require.Equal(t, time.Microsecond, in.SwitchInterval())
	in.SetSwitchInterval(time.Nanosecond)
	require.Zero(t, in.SwitchInterval())
	for _, d := range []time.Duration{0, -1} {
		for _, set := range []func(){
			func() { in.SetSwitchInterval(d) },
			func() { primitives.NewInterpreter(primitives.WithSwitchInterval(d)) },
		} {
			requireMisuse(t, primitives.ErrValue, primitives.ErrSwitchInterval,
				"switch interval must be strictly positive", set)
		}
	}
	require.NoError(t, in.Run(func(main *primitives.Thread) error {
		return start(t, main.NewThread(nil)).Join(main)
	}))
}
