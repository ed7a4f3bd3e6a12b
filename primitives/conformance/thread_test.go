package conformance_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"
	"weak"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// begin makes and starts a thread.
func begin(t tester, in *primitives.Interpreter, f func(*primitives.Thread) error, opts ...primitives.ThreadOption) *primitives.Thread {
	t.Helper()
	th := in.NewThread(f, opts...)
	require.NoError(t, th.Start())
	return th
}

func doNothing(*primitives.Thread) error { return nil }

func waitFor(e *primitives.Event) func(*primitives.Thread) error {
	return func(th *primitives.Thread) error { th.Blocking(e.Wait); return nil }
}

func (makeThread threadMaker) threadFacts() []fact {
	const class = "ThreadTests"
	const named = "the caller is named"
	return append([]fact{
		{class, "test_name", adapted, "a name is a string; only a declared function has one", makeThread.name},
		{class, "test_args_argument", adapted, "arguments are what the function closes over", func(t tester) {
			in := primitives.NewInterpreter()
			for _, want := range [][]any{{}, {1}, {1, "two"}} {
				var got []any
				th := makeThread.begin(t, in, func(*primitives.Thread) error { got = want; return nil })
				require.NoError(t, th.Join(nil))
				require.Equal(t, want, got)
			}
		}},
		{class, "test_various_ops", adapted, "Ident and String; " + named, makeThread.variousOps},
		{
			class, "test_ident_of_no_threading_threads", adapted, "Attach gives a goroutine its Thread; CurrentThread reads it from a context",
			func(t tester) {
				in := primitives.NewInterpreter()
				require.Nil(t, primitives.CurrentThread(context.Background()))
				th := in.Attach("")
				require.NotZero(t, th.Ident())
				require.Same(t, th, primitives.CurrentThread(th.Context(context.Background())))
				th.Detach()
			},
		},
		{class, "test_foreign_thread", adapted, "Attach, and Detach at the end", foreignThread},
		{class, "test_limbo_cleanup", adapted, "a start fails at a finalised interpreter, for want of another reason", func(t tester) {
			in := primitives.NewInterpreter()
			th := makeThread(in, nil)
			require.NoError(t, in.Shutdown(context.Background()))
			require.ErrorIs(t, th.Start(), primitives.ErrFinalizing)
			require.False(t, th.IsAlive())
			require.NotContains(t, in.Threads(), th)
		}},
		{class, "test_join_nondaemon_on_shutdown", adapted, "Shutdown", func(t tester) {
			in := primitives.NewInterpreter()
			th := makeThread.begin(t, in, func(th *primitives.Thread) error { th.Sleep(time.Second); return nil })
			begun := time.Now()
			require.NoError(t, in.Shutdown(context.Background()))
			require.False(t, th.IsAlive())
			require.Equal(t, time.Second, time.Since(begun))
		}},
		{class, "test_enumerate_after_join", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			for range 99 {
				th := makeThread.begin(t, in, nil)
				require.NoError(t, th.Join(nil))
				require.NotContains(t, in.Threads(), th)
			}
		}},
		{class, "test_join_from_multiple_threads", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			th := makeThread.begin(t, in, func(th *primitives.Thread) error { th.Sleep(time.Second); return nil })
			var wg sync.WaitGroup
			var errs [10]error
			for i := range errs {
				wg.Go(func() { errs[i] = th.Join(nil) })
			}
			wg.Wait()
			require.Equal(t, [10]error{}, errs)
			require.False(t, th.IsAlive())
		}},
		{class, "test_join_with_timeout", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			var end primitives.Event
			defer end.Set()
			th := makeThread.begin(t, in, waitFor(&end))
			begun := time.Now()
			for _, limit := range []time.Duration{100 * time.Millisecond, 0, -time.Second} {
				ended, err := th.JoinTimeout(nil, limit)
				require.NoError(t, err)
				require.False(t, ended)
			}
			require.Equal(t, 100*time.Millisecond, time.Since(begun))
			require.True(t, th.IsAlive())
			end.Set()
			require.NoError(t, th.Join(nil))
			require.False(t, th.IsAlive())
		}},
		{class, "test_no_refcycle_through_target", adapted, "weak.Pointer", makeThread.noRefCycle},
		{class, "test_repr_daemon", adapted, "String", func(t tester) {
			th := makeThread(primitives.NewInterpreter(), nil)
			require.NotContains(t, th.String(), "daemon")
			require.NoError(t, th.SetDaemon(true))
			require.Contains(t, th.String(), "daemon")
		}},
		{class, "test_daemon_param", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			require.False(t, makeThread(in, nil).Daemon())
			require.False(t, makeThread(in, nil, primitives.WithDaemon(false)).Daemon())
			require.True(t, makeThread(in, nil, primitives.WithDaemon(true)).Daemon())
		}},
		{class, "test_main_thread", adapted, named, func(t tester) {
			in := primitives.NewInterpreter()
			require.NoError(t, in.Run(func(main *primitives.Thread) error {
				require.Same(t, main, in.MainThread())
				require.Equal(t, "MainThread", main.Name())
				require.NotZero(t, main.Ident())
				return makeThread.begin(t, in, func(th *primitives.Thread) error {
					if th == in.MainThread() || th.Ident() == in.MainThread().Ident() {
						panic("not another")
					}
					return nil
				}).Join(main)
			}))
		}},
		{class, "test_main_thread_during_shutdown", adapted, "looked at by an atexit function", func(t tester) {
			in := primitives.NewInterpreter()
			var threads []*primitives.Thread
			var current *primitives.Thread
			require.NoError(t, in.RegisterAtexit(func(th *primitives.Thread) { current, threads = th, in.Threads() }))
			require.NoError(t, in.Run(doNothing))
			require.Same(t, in.MainThread(), current)
			require.Equal(t, []*primitives.Thread{in.MainThread()}, threads)
		}},
		{
			class, "test_finalization_shutdown", adapted,
			"a Local's value stands for the thread-local data that dies late; it takes no time to", makeThread.finalizationShutdown,
		},
		{class, "test_repr_stopped", adapted, "String", func(t tester) {
			in := primitives.NewInterpreter()
			var end primitives.Event
			defer end.Set()
			th := makeThread.begin(t, in, waitFor(&end))
			require.Contains(t, th.String(), "started")
			end.Set()
			require.NoError(t, th.Join(nil))
			require.Contains(t, th.String(), "stopped")
		}},
		{class, "test_BoundedSemaphore_limit", adapted, "misuse panics; " + named, func(t tester) {
			for n := 1; n < 10; n++ {
				s := primitives.NewBoundedSemaphore(n)
				in := primitives.NewInterpreter()
				for range n {
					require.NoError(t, makeThread.begin(t, in, func(th *primitives.Thread) error { th.Acquire(s); return nil }).Join(nil))
				}
				for range n {
					require.NoError(t, makeThread.begin(t, in, func(*primitives.Thread) error { s.Release(); return nil }).Join(nil))
				}
				misuse(t, primitives.ErrOverRelease, s.Release)
			}
		}},
		{class, "test_boolean_target", adapted, "a function is nil or not: nil does nothing, any other is called", func(t tester) {
			in := primitives.NewInterpreter()
			require.NoError(t, makeThread.begin(t, in, nil).Join(nil))
			called := false
			require.NoError(t, makeThread.begin(t, in, func(*primitives.Thread) error { called = true; return nil }).Join(nil))
			require.True(t, called)
		}},
		{class, "test_leak_without_join", adapted, "neither a goroutine nor a Thread is left", func(t tester) {
			in := primitives.NewInterpreter()
			makeThread.begin(t, in, nil)
			synctest.Wait()
			require.Len(t, in.Threads(), 1)
		}},
		{class, "test_start_new_thread_at_finalization", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			require.NoError(t, in.Shutdown(context.Background()))
			err := makeThread(in, nil).Start()
			require.ErrorIs(t, err, primitives.ErrRuntime)
			require.EqualError(t, err, "can't create new thread at interpreter shutdown")
		}},
	}, makeThread.misuseFacts()...)
}

func (makeThread threadMaker) name(t tester) {
	in := primitives.NewInterpreter()
	named := primitives.WithName
	var receiver craft
	for _, c := range []struct {
		f    func(*primitives.Thread) error
		opts []primitives.ThreadOption
		want string
	}{
		{doNothing, []primitives.ThreadOption{named("hello")}, "hello"},
		{nil, nil, "Thread-1"},
		{doNothing, nil, "Thread-2 (doNothing)"},
		{doNothing, []primitives.ThreadOption{named("")}, "Thread-3 (doNothing)"},
		{receiver.work, nil, "Thread-4 (work)"},
		{generic[int], nil, "Thread-5 (generic)"},
		{func(*primitives.Thread) error { return nil }, nil, "Thread-6"},
	} {
		require.Equal(t, c.want, makeThread(in, c.f, c.opts...).Name())
	}
	th := makeThread(in, nil)
	th.SetName("renamed")
	require.Equal(t, "renamed", th.Name())
}

type craft struct{}

func (craft) work(*primitives.Thread) error { return nil }

func generic[T any](*primitives.Thread) error { return nil }

// variousOps has ten threads, three of which run at a time.
func (makeThread threadMaker) variousOps(t tester) {
	in := primitives.NewInterpreter()
	s := primitives.NewBoundedSemaphore(3)
	var running, most atomic.Int32
	var threads []threadLike
	for i := range 10 {
		th := makeThread(in, func(th *primitives.Thread) error {
			th.Acquire(s)
			defer s.Release()
			most.Store(max(most.Load(), running.Add(1))) // under the GIL
			th.Sleep(time.Millisecond)
			running.Add(-1)
			return nil
		}, primitives.WithName(fmt.Sprintf("<thread %d>", i)))
		threads = append(threads, th)
		require.Zero(t, th.Ident())
		require.False(t, th.IsAlive())
		require.Equal(t, fmt.Sprintf("<Thread(<thread %d>, initial)>", i), th.String())
		require.NotContains(t, in.Threads(), th)
		require.NoError(t, th.Start())
		require.NotZero(t, th.Ident())
		require.Regexp(t, `^<Thread\(<thread \d>, started \d+\)>$`, th.String())
	}
	for i, th := range threads {
		require.NoError(t, th.Join(nil))
		require.False(t, th.IsAlive())
		require.NotZero(t, th.Ident())
		require.Regexp(t, fmt.Sprintf(`^<Thread\(<thread %d>, stopped \d+\)>$`, i), th.String())
	}
	require.EqualValues(t, 3, most.Load())
	require.Zero(t, running.Load())
}

func foreignThread(t tester) {
	in := primitives.NewInterpreter()
	th := in.Attach("")
	require.Equal(t, "Dummy-1", th.Name())
	require.True(t, th.Daemon())
	require.True(t, th.IsAlive())
	require.Contains(t, in.Threads(), th)
	require.Regexp(t, `^<_DummyThread\(Dummy-1, started daemon \d+\)>$`, th.String())
	require.ErrorIs(t, th.Join(nil), primitives.ErrJoinDummy)
	th.Detach()
	require.False(t, th.IsAlive())
	require.NotContains(t, in.Threads(), th)
}

// noRefCycle: a thread that has ended, well or not, does not keep what its function held.
func (makeThread threadMaker) noRefCycle(t tester) {
	for _, result := range []error{nil, errTest} {
		in := primitives.NewInterpreter(primitives.WithStderr(nil))
		th, held := func() (threadLike, weak.Pointer[[64]byte]) {
			data := new([64]byte)
			th := makeThread(in, func(*primitives.Thread) error { data[0]++; return result })
			return th, weak.Make(data)
		}()
		require.NoError(t, th.Start())
		require.NoError(t, th.Join(nil))
		runtime.GC()
		require.Nil(t, held.Value())
		runtime.KeepAlive(th)
	}
}
