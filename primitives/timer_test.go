package primitives_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

func TestTimer(t *testing.T) {
	const never = time.Duration(-1)
	for _, c := range []struct {
		name   string
		d      time.Duration
		cancel time.Duration // after the start; never; before it if less
		fires  bool
		after  time.Duration // when its thread ends
	}{
		{"fires", time.Second, never, true, time.Second},
		{"at once", 0, never, true, 0},
		{"negative", -time.Second, never, true, 0},
		{"cancelled", 2 * time.Second, time.Second, false, time.Second},
		{"cancelled after it fired", time.Second, 2 * time.Second, true, time.Second},
		{"cancelled before start", time.Second, -2, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				fired := 0
				var self *primitives.Thread
				tm := in.NewTimer(c.d, func(th *primitives.Thread) error {
					fired++
					self = th
					return nil
				})
				if c.cancel < never {
					tm.Cancel()
				}
				begun := time.Now()
				require.NoError(t, tm.Start())
				require.True(t, tm.IsAlive() || c.after == 0)
				require.ErrorIs(t, tm.Start(), primitives.ErrStarted)
				if c.cancel >= 0 {
					time.AfterFunc(c.cancel, func() {
						tm.Cancel()
						tm.Cancel()
					})
				}
				require.NoError(t, tm.Join(nil))
				require.Equal(t, c.after, time.Since(begun))
				require.Equal(t, c.fires, fired == 1)
				require.Equal(t, c.fires, self == tm.Thread)
				time.Sleep(5 * time.Second)
			})
		})
	}
}

// Shutdown waits for a timer, as for any thread, unless it is a daemon.
func TestTimerAtShutdown(t *testing.T) {
	for _, daemon := range []bool{false, true} {
		inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
			fired := false
			begun := time.Now()
			require.NoError(t, in.Run(func(main *primitives.Thread) error {
				return main.NewTimer(time.Hour, func(*primitives.Thread) error {
					fired = true
					return nil
				}, primitives.WithDaemon(daemon)).Start()
			}))
			require.Equal(t, !daemon, fired)
			require.Equal(t, !daemon, time.Since(begun) == time.Hour)
		})
	}
}

// A timer whose function fails is a thread that has failed.
func TestTimerFails(t *testing.T) {
	for name, f := range map[string]func(*primitives.Thread) error{
		"error": func(*primitives.Thread) error { return errTest },
		"panic": func(*primitives.Thread) error { panic(errTest) },
	} {
		t.Run(name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				var got []primitives.ExceptHookArgs
				in.SetExceptHook(func(args primitives.ExceptHookArgs) { got = append(got, args) })
				tm := in.NewTimer(time.Second, f)
				require.NoError(t, tm.Start())
				require.NoError(t, tm.Join(nil))
				require.Len(t, got, 1)
				require.Same(t, tm.Thread, got[0].Thread)
				require.ErrorIs(t, got[0].Err, errTest)
				tm.Cancel()
				require.ErrorIs(t, tm.Start(), primitives.ErrStarted)
			})
		})
	}
}

// A Cancel that comes when the time is up and the function has not begun, for want of the GIL, still wins.
func TestTimerCancelledForWantOfGIL(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		fired := false
		tm := in.NewTimer(time.Second, func(*primitives.Thread) error { fired = true; return nil })
		require.NoError(t, tm.Start())
		synctest.Wait()
		holder := in.Attach("")
		time.Sleep(time.Minute)
		tm.Cancel()
		holder.Detach()
		require.NoError(t, tm.Join(nil))
		require.False(t, fired)
	})
}

// A Cancel at the very instant stops the function or does not; from the function itself it is too late.
func TestTimerCancelMeetsFiring(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		for range 100 {
			fired := 0
			var tm *primitives.Timer
			tm = in.NewTimer(time.Second, func(*primitives.Thread) error {
				fired++
				tm.Cancel()
				return nil
			})
			begun := time.Now()
			require.NoError(t, tm.Start())
			time.Sleep(time.Second)
			tm.Cancel()
			require.NoError(t, tm.Join(nil))
			require.LessOrEqual(t, fired, 1)
			require.Equal(t, time.Second, time.Since(begun))
		}
	})
}
