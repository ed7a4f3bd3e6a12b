package conformance_test

import (
	"bytes"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
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

// python3s are the interpreters to compare with, as far as they are there: CPython with its GIL, and without. What is called
// python3 may be a script that looks for one every time, and is asked once.
func python3s(t *testing.T) []string {
	found, missing := sought()
	for _, why := range missing {
		t.Log("not compared with", why)
	}
	return found
}

var sought = sync.OnceValues(func() (found, missing []string) {
	for _, name := range []string{"python3", "python3.13", "python3.13t"} {
		const usable = "import sys, threading; threading._register_atexit; print(sys.executable)"
		out, err := exec.Command(name, "-c", usable).CombinedOutput()
		first, _, _ := strings.Cut(string(out), "\n")
		if err != nil {
			missing = append(missing, fmt.Sprintf("%s: %v %s", name, err, first))
			continue
		}
		found = append(found, strings.TrimSpace(first))
	}
	return found, missing
})

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
		"a thread that a thread starts at the end is waited for too, and has its own local", `
import threading
local, ended = threading.local(), threading.Event()
local.x = "main's"
threading._register_atexit(ended.set)
def second():
    print("second", getattr(local, "x", "none"))
def first():
    ended.wait()
    local.x = "first's"
    print("first", local.x)
    threading.Thread(target=second).start()
threading.Thread(target=first).start()
print("main", local.x)
`, func(in *primitives.Interpreter, out io.Writer) {
			var local primitives.Local[string]
			var ended primitives.Event
			say := func(who string, t *primitives.Thread) {
				x, ok := local.Get(t)
				if !ok {
					x = "none"
				}
				fmt.Fprintln(out, who, x)
			}
			_ = in.RegisterAtexit(func(*primitives.Thread) { ended.Set() })
			_ = in.Run(func(main *primitives.Thread) error {
				local.Set(main, "main's")
				err := main.NewThread(func(t *primitives.Thread) error {
					t.Blocking(ended.Wait)
					local.Set(t, "first's")
					second := t.NewThread(func(t *primitives.Thread) error { say("second", t); return nil })
					say("first", t)
					return second.Start()
				}).Start()
				say("main", main)
				return err
			})
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
