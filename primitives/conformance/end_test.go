package conformance_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// An ending is a program about the end of the interpreter, in Python and here.
type ending struct {
	name   string
	python string
	run    func(in *primitives.Interpreter, out io.Writer)
}

// python3s are the interpreters to compare with, as far as they are there: CPython with its GIL, and without.
func python3s(t *testing.T) (found []string) {
	for _, name := range []string{"python3", "python3.13", "python3.13t"} {
		const usable = "import threading; threading._register_atexit"
		if out, err := exec.CommandContext(t.Context(), name, "-c", usable).CombinedOutput(); err != nil {
			first, _, _ := strings.Cut(string(out), "\n")
			t.Logf("not compared with %s: %v %s", name, err, first)
			continue
		}
		found = append(found, name)
	}
	return found
}

// TestEndOfInterpreter: at the end a program here prints what it prints in every Python that there is, with a GIL and without.
func TestEndOfInterpreter(t *testing.T) {
	pythons := python3s(t)
	if len(pythons) == 0 {
		t.Skip("no python3 to compare with")
	}
	for _, e := range endings() {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			var gil, free bytes.Buffer
			e.run(primitives.NewInterpreter(primitives.WithStderr(failingWriter{})), &gil)
			e.run(primitives.NewInterpreter(primitives.WithStderr(failingWriter{}), primitives.WithoutGIL()), &free)
			require.Equal(t, gil.String(), free.String())
			for _, name := range pythons {
				cmd := exec.CommandContext(t.Context(), name, "-c", e.python)
				var complaint bytes.Buffer
				cmd.Stderr = &complaint
				out, err := cmd.Output()
				require.NoError(t, err, complaint.String())
				require.Equal(t, string(out), gil.String(), name)
			}
		})
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { panic("the log is closed") }

func endings() []ending {
	return append(endingsOfAtexit(), ending{
		"a daemon is not waited for", `
import threading, time
asleep = threading.Event()
def daemon():
    asleep.set()
    time.sleep(3600)
    print("daemon")
threading.Thread(target=daemon, daemon=True).start()
asleep.wait()
print("main")
`, func(in *primitives.Interpreter, out io.Writer) {
			_ = in.Run(func(main *primitives.Thread) error {
				var asleep primitives.Event
				err := main.NewThread(func(t *primitives.Thread) error {
					asleep.Set()
					t.Sleep(time.Hour)
					fmt.Fprintln(out, "daemon")
					return nil
				}, primitives.WithDaemon(true)).Start()
				main.Blocking(asleep.Wait)
				fmt.Fprintln(out, "main")
				return err
			})
		},
	}, ending{
		"a daemon that waits for a lock keeps no end from coming", `
import threading
lock = threading.Lock()
lock.acquire()
waits = threading.Event()
def daemon():
    waits.set()
    lock.acquire()
    print("daemon")
threading.Thread(target=daemon, daemon=True).start()
waits.wait()
print("main")
`, func(in *primitives.Interpreter, out io.Writer) {
			var lock primitives.Lock
			lock.Acquire()
			_ = in.Run(func(main *primitives.Thread) error {
				err := main.NewThread(func(t *primitives.Thread) error {
					t.Acquire(&lock)
					fmt.Fprintln(out, "daemon")
					return nil
				}, primitives.WithDaemon(true)).Start()
				for lock.Waiters() == 0 {
					main.Sleep(time.Millisecond)
				}
				fmt.Fprintln(out, "main")
				return err
			})
			lock.Release() // and the daemon ends
			for lock.Waiters() > 0 || !lock.TryAcquire() {
				time.Sleep(time.Millisecond)
			}
		},
	}, ending{
		"a standard error that fails loses the report only", `
import sys, threading
class Failing:
    def write(self, s): raise OSError("the log is closed")
    def flush(self): pass
def f(): raise ValueError("boom")
old, sys.stderr = sys.stderr, Failing()
t = threading.Thread(target=f)
t.start()
t.join()
sys.stderr = old
print("still here", t.is_alive())
`, func(in *primitives.Interpreter, out io.Writer) {
			_ = in.Run(func(main *primitives.Thread) error {
				t := main.NewThread(func(*primitives.Thread) error { panic("boom") })
				_ = t.Start()
				err := t.Join(main)
				fmt.Fprintln(out, "still here", title(t.IsAlive()))
				return err
			})
		},
	})
}

func endingsOfAtexit() []ending {
	return []ending{
		{"the last registered is called first, each once, and before threads are waited for", `
import threading
begun, end = threading.Event(), threading.Event()
def worker():
    begun.set()
    end.wait()
    print("worker")
def first():
    print("first")
    end.set()
threading._register_atexit(first)
threading._register_atexit(lambda: print("second"))
threading.Thread(target=worker).start()
begun.wait()
print("main")
`, func(in *primitives.Interpreter, out io.Writer) {
			var begun, end primitives.Event
			_ = in.RegisterAtexit(func(*primitives.Thread) { fmt.Fprintln(out, "first"); end.Set() })
			_ = in.RegisterAtexit(func(*primitives.Thread) { fmt.Fprintln(out, "second") })
			_ = in.Run(func(main *primitives.Thread) error {
				err := main.NewThread(func(t *primitives.Thread) error {
					begun.Set()
					t.Blocking(end.Wait)
					fmt.Fprintln(out, "worker")
					return nil
				}).Start()
				main.Blocking(begun.Wait)
				fmt.Fprintln(out, "main")
				return err
			})
		}},
		{"what cannot be called is refused, and drops nothing", `
import atexit, threading
threading._register_atexit(lambda: print("first"))
try:
    atexit.register(None) # which threading._register_atexit was in 3.11: later ones take None, and fail at the end
except TypeError as e:
    print("TypeError", e)
threading._register_atexit(lambda: print("second"))
`, func(in *primitives.Interpreter, out io.Writer) {
			_ = in.RegisterAtexit(func(*primitives.Thread) { fmt.Fprintln(out, "first") })
			fmt.Fprintln(out, primitives.ErrType, in.RegisterAtexit(nil))
			_ = in.RegisterAtexit(func(*primitives.Thread) { fmt.Fprintln(out, "second") })
			_ = in.Shutdown(context.Background())
		}},
		{"none is registered any more", `
import threading
def late():
    try:
        threading._register_atexit(print)
    except RuntimeError as e:
        print("RuntimeError", e)
threading._register_atexit(late)
`, func(in *primitives.Interpreter, out io.Writer) {
			_ = in.RegisterAtexit(func(*primitives.Thread) {
				fmt.Fprintln(out, primitives.ErrRuntime, in.RegisterAtexit(func(*primitives.Thread) {}))
			})
			_ = in.Shutdown(context.Background())
		}},
		{"the main thread's local is there", `
import threading
local = threading.local()
local.x = "main's"
def first():
    print(local.x)
def second():
    print(local.x)
    local.x = "changed"
threading._register_atexit(first)
threading._register_atexit(second)
`, func(in *primitives.Interpreter, out io.Writer) {
			var local primitives.Local[string]
			get := func(main *primitives.Thread) { x, _ := local.Get(main); fmt.Fprintln(out, x) }
			_ = in.RegisterAtexit(get)
			_ = in.RegisterAtexit(func(main *primitives.Thread) { get(main); local.Set(main, "changed") })
			_ = in.Run(func(main *primitives.Thread) error { local.Set(main, "main's"); return nil })
		}},
		{"the last reference finalises, once", `
import threading
class Object:
    def __del__(self): print("finalised")
references = [Object()]
references.append(references[0])
begin = threading.Event()
def worker():
    begin.wait()
    references.pop()
t = threading.Thread(target=worker)
t.start()
def last():
    begin.set()
    t.join()
    print("one left")
    references.pop()
    print("none left")
threading._register_atexit(last)
`, func(in *primitives.Interpreter, out io.Writer) {
			var object *primitives.BiasedRefCount
			var begin primitives.Event
			worker := in.NewThread(func(t *primitives.Thread) error {
				t.Blocking(begin.Wait)
				object.Decr(t)
				return nil
			})
			_ = in.RegisterAtexit(func(main *primitives.Thread) {
				begin.Set()
				_ = worker.Join(main)
				main.Checkpoint()
				fmt.Fprintln(out, "one left")
				object.Decr(main)
				fmt.Fprintln(out, "none left")
			})
			_ = in.Run(func(main *primitives.Thread) error {
				object = primitives.NewBiasedRefCount(main, func() { fmt.Fprintln(out, "finalised") })
				object.Incr(main)
				return worker.Start()
			})
		}},
	}
}

// title is a bool as Python prints it.
func title(b bool) string {
	if b {
		return "True"
	}
	return "False"
}
