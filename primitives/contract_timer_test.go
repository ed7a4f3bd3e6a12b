package primitives_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

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
