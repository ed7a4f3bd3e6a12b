package primitives_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A nil function is refused, and drops none that is registered.
func TestAtexitNil(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var called []int
		require.NoError(t, in.RegisterAtexit(func(*primitives.Thread) { called = append(called, 1) }))
		err := in.RegisterAtexit(nil)
		require.ErrorIs(t, err, primitives.ErrNotCallable)
		require.ErrorIs(t, err, primitives.ErrType)
		require.EqualError(t, err, "the first argument must be callable")
		require.NoError(t, in.RegisterAtexit(func(*primitives.Thread) { called = append(called, 2) }))
		require.NoError(t, in.Shutdown(t.Context()))
		require.Equal(t, []int{2, 1}, called)
	})
}

// The main thread has its values until the last atexit function has returned, and none after the end.
func TestLocalInAtexit(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var local primitives.Local[string]
		var seen []string
		for range 2 {
			require.NoError(t, in.RegisterAtexit(func(main *primitives.Thread) {
				v, ok := local.Get(main)
				require.True(t, ok)
				seen = append(seen, v)
				local.Set(main, v+"'")
			}))
		}
		require.NoError(t, in.Run(func(main *primitives.Thread) error { local.Set(main, "main's"); return nil }))
		require.Equal(t, []string{"main's", "main's'"}, seen)
		_, ok := local.Get(in.MainThread())
		require.False(t, ok, "finalised")
	})
}

// The main thread is alive until its atexit functions have returned, and joins of it wait for that.
func TestMainThreadInAtexit(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		begun := time.Now()
		var alive bool
		var joined time.Duration
		require.NoError(t, in.RegisterAtexit(func(main *primitives.Thread) {
			main.Sleep(time.Second)
			alive = main.IsAlive()
		}))
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			start(t, main.NewThread(func(th *primitives.Thread) error {
				defer func() { joined = time.Since(begun) }()
				return main.Join(th)
			}))
			return nil
		}))
		require.True(t, alive)
		require.Equal(t, time.Second, joined)
		require.False(t, in.MainThread().IsAlive())
	})
}

// countsIn has the main thread count references while a worker gives one back, in a call of work.
func countsIn(t *testing.T, in *primitives.Interpreter, run func(work func(*primitives.Thread))) {
	t.Helper()
	var refs *primitives.BiasedRefCount
	var given, back primitives.Event
	finalised := 0
	require.NoError(t, in.Run(func(main *primitives.Thread) error {
		refs = primitives.NewBiasedRefCount(main, func() { finalised++ })
		refs.Incr(main) // the worker's
		start(t, main.NewThread(func(th *primitives.Thread) error {
			th.Blocking(given.Wait)
			refs.Decr(th)
			back.Set()
			return nil
		}))
		run(func(main *primitives.Thread) {
			given.Set()
			for range 1000 {
				refs.Incr(main)
				refs.Decr(main)
			}
			main.Blocking(back.Wait)
			refs.Decr(main)
		})
		return nil
	}))
	require.Equal(t, 1, finalised)
}

// The main thread owns its counts in an atexit function as it did in main.
func TestBiasedRefCountInAtexit(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		countsIn(t, in, func(work func(*primitives.Thread)) { work(in.MainThread()) })
	})
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		countsIn(t, in, func(work func(*primitives.Thread)) { require.NoError(t, in.RegisterAtexit(work)) })
	})
}

// What threads leave to the main thread after its atexit functions is finalised before the end, and what comes later by them.
func TestBiasedRefCountLeftToMain(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var finalised []string
		count := func(main *primitives.Thread, name string) *primitives.BiasedRefCount {
			return primitives.NewBiasedRefCount(main, func() { finalised = append(finalised, name) })
		}
		var before, after *primitives.BiasedRefCount
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			before, after = count(main, "before"), count(main, "after")
			start(t, main.NewThread(func(th *primitives.Thread) error {
				require.NoError(t, main.Join(th))
				before.Decr(th)
				return nil
			}))
			return nil
		}))
		require.Equal(t, []string{"before"}, finalised)
		after.Decr(in.NewThread(nil))
		require.Equal(t, []string{"before", "after"}, finalised)
	})
}

type panickingWriter struct{}

func (panickingWriter) Write([]byte) (int, error) { panic("the log is closed") }

// A writer that panics loses the report of a thread's end, and nothing else.
func TestStderrPanics(t *testing.T) {
	ends := map[string]func() error{
		"panic": func() error { panic(errTest) },
		"error": func() error { return errTest },
	}
	hooks := map[string]func(primitives.ExceptHookArgs){
		"default": nil,
		"panics":  func(primitives.ExceptHookArgs) { panic("the hook too") },
	}
	for name, end := range ends {
		for kind, hook := range hooks {
			bubble(t, name+"/"+kind, func(t *testing.T) {
				in := primitives.NewInterpreter(primitives.WithStderr(panickingWriter{}))
				in.SetExceptHook(hook)
				require.NoError(t, in.Run(func(main *primitives.Thread) error {
					for range 2 { // the second finds the writer's mutex free
						th := start(t, main.NewThread(func(*primitives.Thread) error { return end() }))
						if err := th.Join(main); err != nil {
							return errors.Join(errTest, err)
						}
					}
					return nil
				}))
			})
		}
	}
}

func TestBarrierTooManyParties(t *testing.T) {
	requireMisuse(t, primitives.ErrValue, primitives.ErrTooManyParties, "parties must be < 2^24",
		func() { primitives.NewBarrier(1 << 24) })
	require.Equal(t, 1<<24-1, primitives.NewBarrier(1<<24-1).Parties())
}
