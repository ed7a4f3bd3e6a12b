package primitives_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// Run waits for every thread that is not a daemon, also for those that are started while it waits, and for no daemon.
func TestRunWaitsForNonDaemons(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		begun := time.Now()
		var late, rounds int
		var mainAlive, mainListed, daemonEnded bool
		err := in.Run(func(main *primitives.Thread) error {
			start(t, main.NewThread(func(th *primitives.Thread) error {
				defer func() { daemonEnded = true }()
				for {
					th.Sleep(time.Second)
					rounds++
				}
			}, primitives.WithDaemon(true)))
			start(t, main.NewThread(func(th *primitives.Thread) error {
				th.Sleep(1500 * time.Millisecond)
				mainAlive = in.MainThread().IsAlive()
				mainListed = slices.Contains(in.Threads(), in.MainThread())
				if err := in.MainThread().Join(th); err != nil {
					return err
				}
				return th.NewThread(func(th *primitives.Thread) error {
					th.Sleep(time.Second)
					late++
					return nil
				}).Start()
			}))
			return errTest
		})
		require.ErrorIs(t, err, errTest)
		require.Equal(t, 1, late)
		require.False(t, mainAlive, "it had returned")
		require.True(t, mainListed)
		require.Equal(t, 2500*time.Millisecond, time.Since(begun))
		synctest.Wait()
		require.True(t, daemonEnded, "asleep, it ends at once")
		require.Equal(t, 2, rounds)
	})
}

// Where a daemon can be when its interpreter is finalised. All of these end it, and its deferred calls run.
func TestDaemonEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		live func(th *primitives.Thread, e *primitives.Event)
	}{
		{"checkpoint", func(th *primitives.Thread, e *primitives.Event) {
			for {
				th.Checkpoint()
				e.WaitTimeout(time.Millisecond) // simulated work: the GIL is held
			}
		}},
		{"compute", func(th *primitives.Thread, _ *primitives.Event) { th.Compute(time.Hour) }},
		{"sleep", func(th *primitives.Thread, _ *primitives.Event) { th.Sleep(time.Hour) }},
		{"end of blocking", func(th *primitives.Thread, e *primitives.Event) { th.Blocking(e.Wait) }},
		{"rlock", func(th *primitives.Thread, e *primitives.Event) {
			th.Blocking(func() { // without the GIL, so that no thread takes it before the end
				var l primitives.RLock
				other := th.NewThread(nil)
				l.Acquire(other)
				e.Wait()
				l.Acquire(th)
			})
		}},
		{"join", func(th *primitives.Thread, e *primitives.Event) {
			th.Blocking(func() {
				e.Wait()
				_ = th.Interpreter().MainThread().Join(th)
				th.Sleep(time.Hour)
			})
		}},
		{"timer", func(th *primitives.Thread, _ *primitives.Event) {
			tm := th.NewTimer(time.Hour, func(*primitives.Thread) error { panic("fired") })
			_ = tm.Start()
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				var e primitives.Event
				ended, returned := false, false
				var daemon *primitives.Thread
				require.NoError(t, in.Run(func(main *primitives.Thread) error {
					daemon = start(t, main.NewThread(func(th *primitives.Thread) error {
						defer func() { ended = true }()
						c.live(th, &e)
						returned = c.name != "timer"
						return nil
					}, primitives.WithDaemon(true)))
					main.Sleep(time.Second)
					return nil
				}))
				e.Set()
				time.Sleep(time.Second)
				synctest.Wait()
				require.True(t, ended)
				require.False(t, returned, "went on after the end")
				require.False(t, daemon.IsAlive())
				require.Equal(t, []*primitives.Thread{in.MainThread()}, in.Threads())
			})
		})
	}
}

func TestShutdownContext(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		th := start(t, in.NewThread(func(th *primitives.Thread) error {
			th.Sleep(2 * time.Second)
			return nil
		}))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, in.Shutdown(ctx), context.DeadlineExceeded)
		require.True(t, th.IsAlive())
		require.NoError(t, start(t, in.NewThread(nil)).Join(nil), "the interpreter lives on")
		require.NoError(t, in.Shutdown(t.Context()))
		require.False(t, th.IsAlive())
		require.NoError(t, in.Shutdown(ctx), "once finalised")
	})
}

// A holder of the GIL that never lets go cannot keep Shutdown beyond its context.
func TestShutdownContextWithoutGIL(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		th := in.Attach("")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, in.Shutdown(ctx), context.DeadlineExceeded)
		th.Detach()
		require.NoError(t, in.Shutdown(t.Context()))
	})
}

// Shutdown, called while the main function runs, waits for it before it calls the atexit functions.
func TestShutdownWaitsForMain(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var order []string
		require.NoError(t, in.RegisterAtexit(func(*primitives.Thread) { order = append(order, "atexit") }))
		go func() {
			_ = in.Run(func(main *primitives.Thread) error {
				main.Sleep(time.Second)
				order = append(order, "main")
				return nil
			})
		}()
		synctest.Wait()
		require.NoError(t, in.Shutdown(t.Context()))
		require.Equal(t, []string{"main", "atexit"}, order)
	})
}

// A thread that is started while Shutdown waits for the GIL, to finalise the interpreter, is waited for as well.
func TestShutdownWaitsForLatecomer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		holder := in.Attach("")
		done := make(chan struct{})
		go func() {
			defer close(done)
			_ = in.Shutdown(t.Context())
		}()
		synctest.Wait()
		require.Equal(t, 1, in.GILStats().Waiting)
		returned := false
		late := start(t, in.NewThread(func(th *primitives.Thread) error {
			th.Sleep(time.Second)
			returned = true
			return nil
		}))
		holder.Detach()
		<-done
		require.True(t, returned)
		require.False(t, late.IsAlive())
	})
}

// Two Shutdowns at once call each atexit function once, and neither returns before it has.
func TestShutdownTwiceAtOnce(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		calls := 0
		require.NoError(t, in.RegisterAtexit(func(main *primitives.Thread) { calls++; main.Sleep(time.Second) }))
		begun := time.Now()
		took := make(chan time.Duration, 2)
		for range 2 {
			go func() {
				_ = in.Shutdown(t.Context())
				took <- time.Since(begun)
			}()
		}
		require.Equal(t, []time.Duration{time.Second, time.Second}, []time.Duration{<-took, <-took})
		require.Equal(t, 1, calls)
	})
}

func TestAfterShutdown(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		fresh := in.NewThread(nil)
		require.NoError(t, in.Run(func(*primitives.Thread) error { return nil }))
		err := fresh.Start()
		require.ErrorIs(t, err, primitives.ErrFinalizing)
		require.EqualError(t, err, "can't create new thread at interpreter shutdown")
		require.False(t, fresh.IsAlive())
		require.ErrorIs(t, in.Run(func(*primitives.Thread) error { return nil }), primitives.ErrRun)
	})
}

// A panic of main goes to Run's caller, and leaves the GIL free.
func TestRunPanics(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		require.PanicsWithValue(t, errTest, func() {
			_ = in.Run(func(*primitives.Thread) error { panic(errTest) })
		})
		require.False(t, in.MainThread().IsAlive())
		require.NoError(t, start(t, in.NewThread(nil)).Join(nil))
		require.NoError(t, in.Shutdown(t.Context()))
	})
}
