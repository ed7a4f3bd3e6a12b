package conformance_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

var errTest = errors.New("test")

// misuseFacts is ThreadingExceptionTests.
func (makeThread threadMaker) misuseFacts() []fact {
	const class = "ThreadingExceptionTests"
	runtimeError := func(t tester, err error, text string) {
		t.Helper()
		require.ErrorIs(t, err, primitives.ErrRuntime)
		require.EqualError(t, err, text)
	}
	return []fact{
		{class, "test_start_thread_again", pass, "", func(t tester) {
			th := makeThread.begin(t, primitives.NewInterpreter(), nil)
			runtimeError(t, th.Start(), "threads can only be started once")
			require.NoError(t, th.Join(nil))
			runtimeError(t, th.Start(), "threads can only be started once")
		}},
		{class, "test_joining_current_thread", adapted, "the caller is named", func(t tester) {
			require.NoError(t, primitives.NewInterpreter().Run(func(main *primitives.Thread) error {
				runtimeError(t, main.Join(main), "cannot join current thread")
				return nil
			}))
			var th threadLike
			var err error
			th = makeThread(primitives.NewInterpreter(), func(self *primitives.Thread) error { err = th.Join(self); return nil })
			require.NoError(t, th.Start())
			require.NoError(t, th.Join(nil))
			runtimeError(t, err, "cannot join current thread")
		}},
		{class, "test_joining_inactive_thread", pass, "", func(t tester) {
			runtimeError(t, makeThread(primitives.NewInterpreter(), nil).Join(nil), "cannot join thread before it is started")
		}},
		{class, "test_daemonize_active_thread", pass, "", func(t tester) {
			th := makeThread.begin(t, primitives.NewInterpreter(), nil)
			runtimeError(t, th.SetDaemon(true), "cannot set daemon status of active thread")
			require.NoError(t, th.Join(nil))
			runtimeError(t, th.SetDaemon(false), "cannot set daemon status of active thread")
		}},
		{class, "test_releasing_unacquired_lock", adapted, "misuse panics", func(t tester) {
			misuse(t, primitives.ErrReleaseUnlocked, new(primitives.Lock).Release)
		}},
		{class, "test_print_exception", adapted, "an error returned has no stack", func(t tester) {
			require.Equal(t, "Exception in thread worker:\ntest\n", makeThread.dies(t, nil, errTest))
		}},
		{class, "test_print_exception_stderr_is_none_1", adapted, "no writer: silence", func(t tester) {
			in := primitives.NewInterpreter(primitives.WithStderr(nil))
			require.NoError(t, makeThread.begin(t, in, func(*primitives.Thread) error { return errTest }).Join(nil))
		}},
		{class, "test_print_exception_stderr_is_none_2", adapted, "no writer: silence, of a panic too", func(t tester) {
			in := primitives.NewInterpreter(primitives.WithStderr(nil))
			require.NoError(t, makeThread.begin(t, in, func(*primitives.Thread) error { panic(errTest) }).Join(nil))
		}},
		{
			class, "test_multithread_modify_file_noerror", adapted,
			"the stack is Go's; the file is written inside Blocking, and read again", makeThread.modifyFile,
		},
	}
}

// modifyFile has a hundred threads, one after the other, rewrite a file and look at their own stacks.
func (makeThread threadMaker) modifyFile(t tester) {
	dir, err := os.MkdirTemp("", "conformance")
	require.NoError(t, err)
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "file")
	var stderr bytes.Buffer
	in := primitives.NewInterpreter(primitives.WithStderr(&stderr))
	for i := range 100 {
		text := fmt.Sprint(i)
		var stack string
		th := makeThread.begin(t, in, func(th *primitives.Thread) (err error) {
			th.Blocking(func() { err = os.WriteFile(name, []byte(text), 0o600) })
			stack = string(debug.Stack())
			return err
		})
		require.NoError(t, th.Join(nil))
		require.Contains(t, stack, "threadMaker.modifyFile.")
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, text, string(got))
	}
	require.NoError(t, in.Shutdown(context.Background()))
	require.Empty(t, stderr.String())
}

// dies runs a thread named worker that returns err, under that hook, and returns what was printed.
func (makeThread threadMaker) dies(t tester, hook func(primitives.ExceptHookArgs), err error) string {
	t.Helper()
	var stderr bytes.Buffer
	in := primitives.NewInterpreter(primitives.WithStderr(&stderr))
	in.SetExceptHook(hook)
	require.NoError(t, makeThread.begin(t, in, func(*primitives.Thread) error { return err }, primitives.WithName("worker")).Join(nil))
	require.NoError(t, in.Shutdown(context.Background()))
	return stderr.String()
}

func (makeThread threadMaker) exceptHookFacts() []fact {
	const class = "ExceptHookTests"
	return []fact{
		{class, "test_excepthook", adapted, "a panic prints its stack", func(t tester) {
			var stderr bytes.Buffer
			in := primitives.NewInterpreter(primitives.WithStderr(&stderr))
			th := makeThread.begin(t, in, func(*primitives.Thread) error { panic(errTest) }, primitives.WithName("excepthook thread"))
			require.NoError(t, th.Join(nil))
			lines := strings.Split(stderr.String(), "\n")
			require.Equal(t, "Exception in thread excepthook thread:", lines[0])
			require.Contains(t, lines[1], "goroutine ")
			require.Equal(t, []string{"panic: test", ""}, lines[len(lines)-2:])
		}},
		{class, "test_excepthook_thread_None", adapted, "without a Thread there is no ident either: <unknown>", func(t tester) {
			var stderr bytes.Buffer
			in := primitives.NewInterpreter(primitives.WithStderr(&stderr))
			in.DefaultExceptHook(primitives.ExceptHookArgs{Err: errTest})
			require.Equal(t, "Exception in thread <unknown>:\ntest\n", stderr.String())
		}},
		{class, "test_system_exit", pass, "", func(t tester) {
			require.Empty(t, makeThread.dies(t, nil, primitives.ErrSystemExit))
		}},
		{class, "test_custom_excepthook", adapted, "the error stands for type, value and traceback", func(t tester) {
			var got primitives.ExceptHookArgs
			alive := false
			printed := makeThread.dies(t, func(args primitives.ExceptHookArgs) { got, alive = args, args.Thread.IsAlive() }, errTest)
			require.Empty(t, printed)
			require.Equal(t, errTest, got.Err)
			require.Equal(t, "worker", got.Thread.Name())
			require.True(t, alive)
			require.Nil(t, got.Panic)
		}},
		{class, "test_custom_excepthook_fail", adapted, "no sys.excepthook: what the hook panicked with is printed", func(t tester) {
			printed := makeThread.dies(t, func(primitives.ExceptHookArgs) { panic("threading_hook failed") }, errTest)
			require.Equal(t, "Exception in threading.excepthook:\npanic: threading_hook failed\n", printed)
		}},
		{class, "test_original_excepthook", adapted, "nil restores it; DefaultExceptHook calls it", func(t tester) {
			in := primitives.NewInterpreter()
			custom := func(primitives.ExceptHookArgs) {}
			require.Nil(t, in.SetExceptHook(custom))
			require.NotNil(t, in.SetExceptHook(nil))
			require.Equal(t, makeThread.dies(t, nil, errTest), makeThread.dies(t, func(args primitives.ExceptHookArgs) {
				args.Thread.Interpreter().DefaultExceptHook(args)
			}, errTest))
		}},
	}
}
