package primitives_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// quiet is a hook that prints nothing.
func quiet(primitives.ExceptHookArgs) {}

// How a thread's function can end, and what Err and Wait say of it.
func endings() map[string]struct {
	f    func(*primitives.Thread) error
	want func(t *testing.T, err error)
} {
	is := func(want error) func(*testing.T, error) {
		return func(t *testing.T, err error) { require.ErrorIs(t, err, want) }
	}
	panicked := func(value any, text string) func(*testing.T, error) {
		return func(t *testing.T, err error) {
			var p *primitives.PanicError
			require.ErrorAs(t, err, &p)
			require.Equal(t, value, p.Value)
			require.Contains(t, string(p.Stack), "endings")
			require.EqualError(t, err, text)
		}
	}
	return map[string]struct {
		f    func(*primitives.Thread) error
		want func(t *testing.T, err error)
	}{
		"nothing":     {nil, func(t *testing.T, err error) { require.NoError(t, err) }},
		"success":     {func(*primitives.Thread) error { return nil }, func(t *testing.T, err error) { require.NoError(t, err) }},
		"error":       {func(*primitives.Thread) error { return errTest }, is(errTest)},
		"system exit": {func(*primitives.Thread) error { return primitives.ErrSystemExit }, is(primitives.ErrSystemExit)},
		"goexit":      {func(*primitives.Thread) error { runtime.Goexit(); return nil }, is(primitives.ErrSystemExit)},
		"panic":       {func(*primitives.Thread) error { panic("boom") }, panicked("boom", "panic: boom")},
		"panic of an error": {func(*primitives.Thread) error { panic(errTest) }, func(t *testing.T, err error) {
			require.ErrorIs(t, err, errTest)
			panicked(errTest, "panic: test")(t, err)
		}},
	}
}

func TestThreadWait(t *testing.T) {
	for name, end := range endings() {
		t.Run(name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				in.SetExceptHook(quiet)
				require.NoError(t, in.Run(func(main *primitives.Thread) error {
					th := main.NewThread(func(th *primitives.Thread) error {
						th.Sleep(time.Second)
						if end.f == nil {
							return nil
						}
						return end.f(th)
					})
					require.ErrorIs(t, th.Wait(main), primitives.ErrNotStarted)
					start(t, th)
					require.NoError(t, th.Err(), "it has not ended")
					require.ErrorIs(t, main.Wait(main), primitives.ErrJoinSelf)
					end.want(t, th.Wait(main))
					end.want(t, th.Err())
					require.NoError(t, th.Join(main), "Join is about the join")
					return nil
				}))
			})
		})
	}
	in := primitives.NewInterpreter()
	require.ErrorIs(t, in.Run(func(*primitives.Thread) error { return errTest }), errTest)
	require.ErrorIs(t, in.MainThread().Wait(nil), errTest)
}

// The hook is called once for a thread that fails, whatever else asks for its error.
func TestThreadWaitKeepsTheHook(t *testing.T) {
	for name, end := range endings() {
		t.Run(name, func(t *testing.T) {
			in := primitives.NewInterpreter()
			var seen []error
			in.SetExceptHook(func(args primitives.ExceptHookArgs) { seen = append(seen, args.Err) })
			th := start(t, in.NewThread(end.f))
			if err := th.Wait(nil); err != nil && name != "goexit" {
				require.Equal(t, []error{err}, seen)
			} else {
				require.Empty(t, seen)
			}
		})
	}
}

// The first failure in time is the group's, and cancels the others.
func TestGroup(t *testing.T) {
	for name, end := range endings() {
		t.Run(name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				in.SetExceptHook(quiet)
				require.NoError(t, in.Run(func(main *primitives.Thread) error {
					g, ctx := primitives.NewGroup(t.Context(), main)
					var cause error
					g.Go(func(th *primitives.Thread) error {
						th.Blocking(func() { <-ctx.Done() })
						cause = context.Cause(ctx)
						return errors.New("a later failure")
					})
					g.Go(end.f)
					main.Sleep(time.Second)
					if name == "success" || name == "nothing" {
						require.NoError(t, ctx.Err())
						g.Go(func(*primitives.Thread) error { return errTest })
						require.ErrorIs(t, g.Wait(), errTest)
						require.ErrorIs(t, cause, errTest)
						return nil
					}
					require.Error(t, ctx.Err())
					end.want(t, g.Wait())
					end.want(t, cause)
					return nil
				}))
			})
		})
	}
}

func TestGroupLimit(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			g, ctx := primitives.NewGroup(t.Context(), main)
			g.SetLimit(2)
			inside, most := 0, 0
			var lock primitives.Lock
			for range 6 {
				g.Go(func(th *primitives.Thread) error {
					th.Acquire(&lock)
					inside++
					most = max(most, inside)
					lock.Release()
					th.Sleep(time.Second)
					th.Acquire(&lock)
					inside--
					lock.Release()
					return nil
				})
			}
			begun := time.Now()
			require.NoError(t, g.Wait())
			require.LessOrEqual(t, time.Since(begun), 2*time.Second)
			require.Equal(t, 2, most)
			require.Error(t, ctx.Err(), "Wait has returned")
			return nil
		}))
		g, _ := primitives.NewGroup(t.Context(), in.MainThread())
		g.Go(nil)
		require.ErrorIs(t, g.Wait(), primitives.ErrFinalizing)
	})
	requireMisuse(t, primitives.ErrRuntime, primitives.ErrNoThread, "thread.__init__() not called",
		func() { primitives.NewGroup(t.Context(), nil) })
}
