package primitives_test

import (
	"context"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

func TestThreadLife(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var inside []*primitives.Thread
		aliveInside := false
		th := in.NewThread(func(self *primitives.Thread) error {
			self.Sleep(time.Second)
			aliveInside = self.IsAlive()
			inside = in.Threads()
			return nil
		})
		require.False(t, th.IsAlive())
		require.Same(t, in, th.Interpreter())
		require.Equal(t, []*primitives.Thread{in.MainThread()}, in.Threads())

		start(t, th)
		require.True(t, th.IsAlive())
		require.Equal(t, []*primitives.Thread{in.MainThread(), th}, in.Threads())
		require.ErrorIs(t, th.Start(), primitives.ErrStarted)

		require.NoError(t, th.Join(nil))
		require.False(t, th.IsAlive())
		require.True(t, aliveInside)
		require.Equal(t, []*primitives.Thread{in.MainThread(), th}, inside)
		require.Equal(t, []*primitives.Thread{in.MainThread()}, in.Threads())
		require.NoError(t, th.Join(nil), "any number of times")
		require.ErrorIs(t, th.Start(), primitives.ErrStarted)
	})
}

// A thread that can be joined is in no list any more. Small, for the explorer: the moment between the two is short.
func TestThreadLeavesListFirst(t *testing.T) {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	th := start(t, in.NewThread(nil))
	require.NoError(t, th.Join(nil))
	require.Len(t, in.Threads(), 1)
}

func TestThreadErrors(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		started := start(t, in.NewThread(nil))
		require.NoError(t, started.Join(nil))
		fresh := in.NewThread(nil)
		dummy := in.Attach("")
		defer dummy.Detach()
		for _, c := range []struct {
			name string
			do   func() error
			want error
			text string
		}{
			{"start twice", started.Start, primitives.ErrStarted, "threads can only be started once"},
			{
				"join before start", func() error { return fresh.Join(nil) },
				primitives.ErrNotStarted, "cannot join thread before it is started",
			},
			{
				"timed join before start", func() error { _, err := fresh.JoinTimeout(nil, 1); return err },
				primitives.ErrNotStarted, "cannot join thread before it is started",
			},
			{
				"join self", func() error { return started.Join(started) },
				primitives.ErrJoinSelf, "cannot join current thread",
			},
			{
				"join dummy", func() error { return dummy.JoinContext(t.Context(), started) },
				primitives.ErrJoinDummy, "cannot join a dummy thread",
			},
			{
				"daemon after start", func() error { return started.SetDaemon(false) },
				primitives.ErrActiveDaemon, "cannot set daemon status of active thread",
			},
			{"start main", in.MainThread().Start, primitives.ErrStarted, "threads can only be started once"},
			{
				"daemon, main", func() error { return in.MainThread().SetDaemon(true) },
				primitives.ErrActiveDaemon, "cannot set daemon status of active thread",
			},
			{
				"daemon, dummy", func() error { return dummy.SetDaemon(false) },
				primitives.ErrActiveDaemon, "cannot set daemon status of active thread",
			},
			{
				"daemon, a zero Thread", func() error { return new(primitives.Thread).SetDaemon(true) },
				primitives.ErrNoThread, "thread.__init__() not called",
			},
			{"start a zero Thread", new(primitives.Thread).Start, primitives.ErrNoThread, "thread.__init__() not called"},
			{
				"join a zero Thread", func() error { return new(primitives.Thread).Join(nil) },
				primitives.ErrNoThread, "thread.__init__() not called",
			},
		} {
			err := c.do()
			require.ErrorIs(t, err, c.want, c.name)
			require.ErrorIs(t, err, primitives.ErrRuntime, c.name)
			require.EqualError(t, err, c.text, c.name)
		}
		start(t, fresh) // usable after its misuse
		fresh.Interpreter()
		dummy.Blocking(func() { require.NoError(t, fresh.Join(nil)) })
	})
}

func TestThreadNames(t *testing.T) {
	in := primitives.NewInterpreter()
	named := func(s string) primitives.ThreadOption { return primitives.WithName(s) }
	var got []string
	for _, opts := range [][]primitives.ThreadOption{nil, {named("worker")}, {named("")}, {named("worker")}} {
		got = append(got, in.NewThread(nil, opts...).Name())
	}
	dummy := in.Attach("")
	dummy.Detach()
	attached := in.Attach("tester")
	attached.Detach()
	got = append(got, in.NewTimer(0, nil).Name(), dummy.Name(), attached.Name(), in.MainThread().Name())
	// The number is used up only where the default is used.
	require.Equal(t, []string{
		"Thread-1", "worker", "Thread-2", "worker", "Thread-4", "Dummy-3", "tester", "MainThread",
	}, got)
}

func TestThreadDaemonInheritance(t *testing.T) {
	in := primitives.NewInterpreter()
	for _, c := range []struct {
		name string
		make func() *primitives.Thread
		want bool
	}{
		{"of main", func() *primitives.Thread { return in.NewThread(nil) }, false},
		{"asked for", func() *primitives.Thread { return in.NewThread(nil, primitives.WithDaemon(true)) }, true},
		{"of a daemon", func() *primitives.Thread {
			return in.NewThread(nil, primitives.WithDaemon(true)).NewThread(nil)
		}, true},
		{"of a daemon, refused", func() *primitives.Thread {
			return in.NewThread(nil, primitives.WithDaemon(true)).NewThread(nil, primitives.WithDaemon(false))
		}, false},
		{"timer of a daemon", func() *primitives.Thread {
			return in.NewThread(nil, primitives.WithDaemon(true)).NewTimer(0, nil).Thread
		}, true},
		{"set before start", func() *primitives.Thread {
			th := in.NewThread(nil)
			if th.SetDaemon(true) != nil {
				return nil
			}
			return th
		}, true},
	} {
		require.Equal(t, c.want, c.make().Daemon(), c.name)
	}
}

func TestThreadJoinLimits(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	timeout := func(d time.Duration) func(th, caller *primitives.Thread) (bool, error) {
		return func(th, caller *primitives.Thread) (bool, error) { return th.JoinTimeout(caller, d) }
	}
	for _, c := range []struct {
		name  string
		join  func(th, caller *primitives.Thread) (bool, error)
		ended bool
		want  error
		after time.Duration
	}{
		{"for ever", func(th, caller *primitives.Thread) (bool, error) {
			return true, th.Join(caller)
		}, true, nil, 3 * time.Second},
		{"in time", timeout(5 * time.Second), true, nil, 3 * time.Second},
		{"too short", timeout(time.Second), false, nil, time.Second},
		{"zero", timeout(0), false, nil, 0},
		{"negative", timeout(-1), false, nil, 0},
		{"context", func(th, caller *primitives.Thread) (bool, error) {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			return false, th.JoinContext(ctx, caller)
		}, false, context.DeadlineExceeded, time.Second},
		{"context done", func(th, caller *primitives.Thread) (bool, error) {
			return false, th.JoinContext(cancelled, caller)
		}, false, context.Canceled, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				require.NoError(t, in.Run(func(main *primitives.Thread) error {
					th := start(t, main.NewThread(func(th *primitives.Thread) error {
						th.Sleep(3 * time.Second)
						return nil
					}))
					begun := time.Now()
					ended, err := c.join(th, main)
					require.ErrorIs(t, err, c.want)
					require.Equal(t, c.ended, ended)
					require.Equal(t, c.after, time.Since(begun))
					require.Equal(t, !c.ended, th.IsAlive())
					require.NoError(t, th.Join(main))
					require.NoError(t, th.JoinContext(cancelled, main), "it has ended: success wins")
					return nil
				}))
			})
		})
	}
}

// However a thread ends, its joins return.
func TestThreadEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(th *primitives.Thread) error
	}{
		{"return", func(*primitives.Thread) error { return nil }},
		{"no function", nil},
		{"error", func(*primitives.Thread) error { return errTest }},
		{"panic", func(*primitives.Thread) error { panic("test") }},
		{"exit", func(*primitives.Thread) error { runtime.Goexit(); return nil }},
		{"exit while blocking", func(th *primitives.Thread) error { th.Blocking(runtime.Goexit); return nil }},
	} {
		t.Run(c.name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				in.SetExceptHook(func(primitives.ExceptHookArgs) {})
				th := in.NewThread(c.f)
				joined := make(chan error, 3)
				start(t, th)
				for range 3 {
					go func() { joined <- th.Join(nil) }()
				}
				for range 3 {
					require.NoError(t, <-joined)
				}
				require.False(t, th.IsAlive())
				// The GIL is free again.
				require.NoError(t, start(t, in.NewThread(nil)).Join(nil))
				require.NoError(t, in.Shutdown(t.Context()))
			})
		})
	}
}

func TestAttach(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		dummy := in.Attach("")
		require.True(t, dummy.IsAlive())
		require.True(t, dummy.Daemon())
		require.Contains(t, in.Threads(), dummy)
		var l primitives.RLock
		l.Acquire(dummy)
		require.True(t, l.IsOwned(dummy))
		l.Release(dummy)
		dummy.Sleep(time.Second)
		dummy.Detach()
		require.False(t, dummy.IsAlive())
		require.NotContains(t, in.Threads(), dummy)
		dummy.Detach()
		in.MainThread().Detach()
		require.True(t, in.MainThread().IsAlive(), "not attached")
		require.NoError(t, in.Shutdown(t.Context()))
		requireMisuse(t, primitives.ErrRuntime, primitives.ErrFinalizing, "can't create new thread at interpreter shutdown",
			func() { in.Attach("") })
	})
}

// Waiters counts the goroutines that wait in Join.
func TestThreadWaiters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		th := start(t, in.NewThread(func(th *primitives.Thread) error {
			th.Sleep(time.Second)
			return nil
		}))
		go func() { _ = th.Join(nil) }()
		synctest.Wait()
		require.Equal(t, 1, th.Waiters())
		require.NoError(t, th.Join(nil))
		require.Zero(t, th.Waiters())
	})
}
