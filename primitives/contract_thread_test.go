package primitives_test

import (
	"bytes"
	"context"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

func waitFor(e *primitives.Event) func(*primitives.Thread) error {
	return func(th *primitives.Thread) error { th.Blocking(e.Wait); return nil }
}

// The daemon flag is that of the thread that makes a thread, not of the one that starts it.
func TestThreadDaemonIsItsMakers(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			th := main.NewThread(nil)
			daemon := start(t, main.NewThread(func(*primitives.Thread) error { return th.Start() }, primitives.WithDaemon(true)))
			require.NoError(t, daemon.Join(main))
			require.NoError(t, th.Join(main))
			require.False(t, th.Daemon())
			return nil
		}))
		require.False(t, in.MainThread().Daemon())
	})
}

// A name can be changed at any time and need not be the only one of its kind.
func TestThreadRename(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		named := primitives.WithName("twin")
		var end primitives.Event
		a, b := start(t, in.NewThread(waitFor(&end), named)), in.NewThread(nil, named)
		require.Equal(t, a.Name(), b.Name())
		a.SetName("running")
		require.Equal(t, "running", a.Name())
		end.Set()
		require.NoError(t, a.Join(nil))
		a.SetName("")
		require.Empty(t, a.Name())
		require.Equal(t, "twin", b.Name())
	})
}

// No two threads of an interpreter ever have the same ident, and an ended one keeps its own.
func TestThreadIdentIsNotReused(t *testing.T) {
	in := primitives.NewInterpreter()
	seen := []uint64{0, in.MainThread().Ident()}
	for range 50 {
		th := start(t, in.NewThread(nil))
		ident := th.Ident()
		require.NoError(t, th.Join(nil))
		require.Equal(t, ident, th.Ident())
		require.NotContains(t, seen, ident)
		seen = append(seen, ident)
	}
}

// Two threads that join each other wait for ever, as in Python: Join does not look for cycles.
func TestThreadsJoinEachOther(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		ctx, cancel := context.WithCancel(t.Context())
		var threads [2]*primitives.Thread
		var begin primitives.Event // when both are alive
		errs := make([]error, 2)
		for i := range threads {
			threads[i] = in.NewThread(func(th *primitives.Thread) error {
				th.Blocking(begin.Wait)
				errs[i] = threads[1-i].JoinContext(ctx, th)
				return nil
			})
		}
		for _, th := range threads {
			start(t, th)
		}
		begin.Set()
		time.Sleep(time.Hour)
		for _, th := range threads {
			require.True(t, th.IsAlive())
			require.Equal(t, 1, th.Waiters())
		}
		cancel()
		for _, th := range threads {
			require.NoError(t, th.Join(nil))
		}
		require.Contains(t, errs, context.Canceled)
	})
}

// Threads lists all that is alive, whatever it is, and nothing else.
func TestThreadsLists(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var end primitives.Event
		in.NewThread(nil) // not started
		plain := start(t, in.NewThread(waitFor(&end)))
		daemon := start(t, in.NewThread(waitFor(&end), primitives.WithDaemon(true)))
		timer := in.NewTimer(time.Second, nil)
		require.NoError(t, timer.Start())
		require.NoError(t, start(t, in.NewThread(nil)).Join(nil)) // ended
		dummy := in.Attach("")
		names := func() (names []string) {
			for _, th := range in.Threads() {
				names = append(names, th.Name())
			}
			return names
		}
		all := []string{"MainThread", plain.Name(), daemon.Name(), timer.Name(), dummy.Name()}
		require.Equal(t, all, names())
		dummy.Detach()
		timer.Cancel()
		end.Set()
		synctest.Wait()
		require.Equal(t, []string{"MainThread"}, names())
	})
}

// The hook in force is the one that is set when a thread fails. It finds the thread alive and listed; the others, the program's
// result and the next thread know nothing of it.
func TestExceptHookAtFailure(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var listed atomic.Bool
		var calls, others atomic.Int32
		in.SetExceptHook(func(primitives.ExceptHookArgs) { panic("the old hook") })
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			failing := start(t, main.NewThread(func(th *primitives.Thread) error {
				th.Sleep(time.Second)
				return errTest
			}))
			start(t, main.NewThread(func(th *primitives.Thread) error {
				th.Sleep(time.Minute)
				others.Add(1)
				return nil
			}))
			in.SetExceptHook(func(args primitives.ExceptHookArgs) {
				calls.Add(1)
				listed.Store(args.Thread == failing && slices.Contains(in.Threads(), failing))
			})
			return failing.Join(main)
		}))
		require.True(t, listed.Load())
		require.EqualValues(t, 1, calls.Load())
		require.EqualValues(t, 1, others.Load())
	})
}

// A hook that ends its goroutine ends the thread no less.
func TestExceptHookExits(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		in.SetExceptHook(func(primitives.ExceptHookArgs) { runtime.Goexit() })
		for _, f := range []func(*primitives.Thread) error{
			func(*primitives.Thread) error { return errTest },
			func(*primitives.Thread) error { panic(errTest) },
		} {
			th := start(t, in.NewThread(f))
			require.NoError(t, th.Join(nil))
			require.False(t, th.IsAlive())
		}
		require.NoError(t, in.Shutdown(t.Context()))
	})
}

// What Run returns is main's, though a thread has failed and though main has failed before the others were done.
func TestRunResultIsMains(t *testing.T) {
	for _, want := range []error{nil, errTest, primitives.ErrSystemExit} {
		var stderr bytes.Buffer
		in := primitives.NewInterpreter(primitives.WithStderr(&stderr))
		worked := false
		require.Equal(t, want, in.Run(func(main *primitives.Thread) error {
			start(t, main.NewThread(func(th *primitives.Thread) error {
				th.Sleep(time.Millisecond)
				worked = true
				return context.Canceled
			}, primitives.WithName("worker")))
			return want
		}))
		require.True(t, worked)
		require.Equal(t, "Exception in thread worker:\ncontext canceled\n", stderr.String(), "the thread's error, not main's")
	}
}

// A main that ends its goroutine is not waited with either; it leaves the GIL free and the interpreter to be shut down.
func TestRunExits(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_ = in.Run(func(*primitives.Thread) error { runtime.Goexit(); return nil })
		}()
		<-ended
		require.False(t, in.MainThread().IsAlive())
		require.NoError(t, start(t, in.NewThread(nil)).Join(nil))
		require.NoError(t, in.Shutdown(t.Context()))
	})
}
