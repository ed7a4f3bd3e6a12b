package conformance_test

import (
	"context"
	"fmt"
	"io"
	"time"

	"threadlab/primitives"
)

// endingsOfAtexit are the endings in which functions are registered for the end.
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
		{"a thread that one starts is waited for", `
import threading
def last():
    threading.Thread(target=lambda: print("thread")).start()
threading._register_atexit(last)
print("main")
`, func(in *primitives.Interpreter, out io.Writer) {
			_ = in.RegisterAtexit(func(main *primitives.Thread) {
				_ = main.NewThread(func(*primitives.Thread) error { fmt.Fprintln(out, "thread"); return nil }).Start()
			})
			_ = in.Run(func(*primitives.Thread) error { fmt.Fprintln(out, "main"); return nil })
		}},
		{"the main thread is alive, and its joins wait", `
import threading
def joiner():
    threading.main_thread().join()
    print("joined", threading.main_thread().is_alive())
t = threading.Thread(target=joiner)
t.start()
def last():
    t.join(0.05)
    print(threading.main_thread().is_alive(), t.is_alive())
    try:
        threading.main_thread().join()
    except RuntimeError as e:
        print("RuntimeError", e)
threading._register_atexit(last)
`, func(in *primitives.Interpreter, out io.Writer) {
			joiner := in.NewThread(func(t *primitives.Thread) error {
				err := in.MainThread().Join(t)
				fmt.Fprintln(out, "joined", title(in.MainThread().IsAlive()))
				return err
			})
			_ = in.RegisterAtexit(func(main *primitives.Thread) {
				ended, _ := joiner.JoinTimeout(main, 50*time.Millisecond)
				fmt.Fprintln(out, title(main.IsAlive()), title(!ended))
				fmt.Fprintln(out, primitives.ErrRuntime, main.Join(main))
			})
			_ = in.Run(func(*primitives.Thread) error { return joiner.Start() })
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
