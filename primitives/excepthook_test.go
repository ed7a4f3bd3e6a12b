package primitives_test

import (
	"bytes"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// fails runs f as a thread named "worker" and returns what was printed.
func fails(t *testing.T, f func(*primitives.Thread) error, hook func(primitives.ExceptHookArgs)) string {
	t.Helper()
	var stderr bytes.Buffer
	in := primitives.NewInterpreter(primitives.WithStderr(&stderr))
	in.SetExceptHook(hook)
	th := in.NewThread(f, primitives.WithName("worker"))
	require.NoError(t, th.Start())
	require.NoError(t, th.Join(nil))
	require.NoError(t, in.Shutdown(t.Context()))
	return stderr.String()
}

func TestDefaultExceptHook(t *testing.T) {
	for _, c := range []struct {
		name  string
		f     func(*primitives.Thread) error
		parts []string // of what is printed
	}{
		{"nothing", func(*primitives.Thread) error { return nil }, nil},
		{"error", func(*primitives.Thread) error { return errTest }, []string{"Exception in thread worker:\ntest\n"}},
		{"panic", func(*primitives.Thread) error { panic("boom") }, []string{
			"Exception in thread worker:\n", "excepthook_test.go:", "\npanic: boom\n",
		}},
		{"misuse", func(*primitives.Thread) error { new(primitives.Lock).Release(); return nil }, []string{
			"Exception in thread worker:\n", "\npanic: release unlocked lock\n",
		}},
		{"system exit", func(*primitives.Thread) error { return primitives.ErrSystemExit }, nil},
		{"wrapped system exit", func(*primitives.Thread) error {
			return fmt.Errorf("status 7: %w", primitives.ErrSystemExit)
		}, nil},
		{"goexit", func(*primitives.Thread) error { runtime.Goexit(); return nil }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := fails(t, c.f, nil)
			for _, part := range c.parts {
				require.Contains(t, got, part)
			}
			if c.parts == nil {
				require.Empty(t, got)
			}
		})
	}
}

// The hook runs in the failing thread, which is still alive, and receives all there is to know, SystemExit too.
func TestSetExceptHook(t *testing.T) {
	for _, c := range []struct {
		name  string
		f     func(*primitives.Thread) error
		err   error
		panic any
	}{
		{"error", func(*primitives.Thread) error { return errTest }, errTest, nil},
		{"panic", func(*primitives.Thread) error { panic(errTest) }, errTest, errTest},
		{
			"system exit", func(*primitives.Thread) error { return primitives.ErrSystemExit },
			primitives.ErrSystemExit, nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got primitives.ExceptHookArgs
			alive := false
			require.Empty(t, fails(t, c.f, func(args primitives.ExceptHookArgs) {
				got, alive = args, args.Thread.IsAlive()
			}))
			require.True(t, alive)
			require.ErrorIs(t, got.Err, c.err)
			require.Equal(t, c.panic, got.Panic)
			require.Equal(t, c.panic != nil, got.Stack != nil)
			require.Equal(t, "worker", got.Thread.Name())
		})
	}
}

func TestExceptHookFails(t *testing.T) {
	for _, c := range []struct {
		value   any
		printed string
	}{
		{"hook", "Exception in threading.excepthook:\npanic: hook\n"},
		{errTest, "Exception in threading.excepthook:\npanic: test\n"},
		{primitives.ErrSystemExit, ""},
	} {
		got := fails(t, func(*primitives.Thread) error { return errTest }, func(primitives.ExceptHookArgs) { panic(c.value) })
		require.Equal(t, c.printed, got)
	}
}

// A narrowWriter has room for one writer.
type narrowWriter struct{ inside, crowded atomic.Int32 }

func (w *narrowWriter) Write(p []byte) (int, error) {
	if w.inside.Add(1) > 1 {
		w.crowded.Add(1)
	}
	for range 100 {
		runtime.Gosched()
	}
	w.inside.Add(-1)
	return len(p), nil
}

// Threads that fail at the same time write one at a time.
func TestDefaultExceptHookWritesInTurn(t *testing.T) {
	var stderr narrowWriter
	in := primitives.NewInterpreter(primitives.WithoutGIL(), primitives.WithStderr(&stderr))
	for range 8 {
		start(t, in.NewThread(func(*primitives.Thread) error { return errTest }))
	}
	require.NoError(t, in.Shutdown(t.Context()))
	require.Zero(t, stderr.crowded.Load())
}

func TestExceptHookRestored(t *testing.T) {
	in := primitives.NewInterpreter()
	hook := func(primitives.ExceptHookArgs) {}
	require.Nil(t, in.SetExceptHook(hook))
	require.NotNil(t, in.SetExceptHook(nil))
	require.Nil(t, in.SetExceptHook(nil))
}
