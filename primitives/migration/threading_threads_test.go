package migration_test

import (
	"context"
	"errors"
	"time"

	"threadlab/primitives"
)

// threading.Thread(target=f)
func _(in *primitives.Interpreter, f func(*primitives.Thread) error) *primitives.Thread {
	return in.NewThread(f)
}

// threading.Thread(target=f, name=s, daemon=True)
func _(t *primitives.Thread, f func(*primitives.Thread) error, s string) *primitives.Thread {
	return t.NewThread(f, primitives.WithName(s), primitives.WithDaemon(true))
}

// threading.Thread(target=f): or a goroutine, where no name, join or daemon flag is needed
func _(f func()) { go f() }

// threading.Thread.start
func _(t *primitives.Thread) error { return t.Start() }

// threading.Thread.run: a thread runs its function; there is no class to override it in
func _() {}

// threading.Thread.join()
func _(t, caller *primitives.Thread) error { return t.Join(caller) }

// threading.Thread.join(): with the error that the thread ended with
func _(t, caller *primitives.Thread) error { return t.Wait(caller) }

// threading.Thread.join(d)
func _(t, caller *primitives.Thread, d time.Duration) (bool, error) { return t.JoinTimeout(caller, d) }

// threading.Thread.is_alive
func _(t *primitives.Thread) bool { return t.IsAlive() }

// threading.Thread.name
func _(t *primitives.Thread) string { return t.Name() }

// threading.Thread.getName: an old spelling of name
func _(t *primitives.Thread) string { return t.Name() }

// threading.Thread.setName: an old spelling of name
func _(t *primitives.Thread, s string) { t.SetName(s) }

// threading.Thread.daemon
func _(t *primitives.Thread) bool { return t.Daemon() }

// threading.Thread.daemon = b
func _(t *primitives.Thread, b bool) error { return t.SetDaemon(b) }

// threading.Thread.isDaemon: an old spelling of daemon
func _(t *primitives.Thread) bool { return t.Daemon() }

// threading.Thread.setDaemon: an old spelling of daemon
func _(t *primitives.Thread, b bool) error { return t.SetDaemon(b) }

// threading.Thread.ident
func _(t *primitives.Thread) uint64 { return t.Ident() }

// threading.Thread.native_id: a goroutine is on one thread of the operating system now and on another then
func _() {}

// threading.Timer(d, f)
func _(in *primitives.Interpreter, d time.Duration, f func(*primitives.Thread) error) *primitives.Timer {
	return in.NewTimer(d, f)
}

// threading.Timer(d, f): or the standard library's, started at once
func _(d time.Duration, f func()) *time.Timer { return time.AfterFunc(d, f) }

// threading.Timer.cancel
func _(timer *primitives.Timer) { timer.Cancel() }

// threading.Timer.interval: not kept after the constructor
func _() {}

// threading.Timer.function: not kept after the constructor
func _() {}

// threading.Timer.args: a closure has its arguments
func _() {}

// threading.Timer.kwargs: a closure has its arguments
func _() {}

// threading.Timer.finished: internal; whether a timer has run is what its function says
func _() {}

// threading.local
func _() *primitives.Local[string] { return new(primitives.Local[string]) }

// threading.local: local.x
func _(t *primitives.Thread, local *primitives.Local[string]) (string, bool) { return local.Get(t) }

// threading.local: local.x = v
func _(t *primitives.Thread, local *primitives.Local[string], v string) { local.Set(t, v) }

// threading.current_thread: a thread's function gets it as its argument, and a context can carry it
func _(ctx context.Context) *primitives.Thread { return primitives.CurrentThread(ctx) }

// threading.main_thread
func _(in *primitives.Interpreter) *primitives.Thread { return in.MainThread() }

// threading.enumerate
func _(in *primitives.Interpreter) []*primitives.Thread { return in.Threads() }

// threading.active_count
func _(in *primitives.Interpreter) int { return len(in.Threads()) }

// threading.get_ident
func _(t *primitives.Thread) uint64 { return t.Ident() }

// threading.get_native_id: a goroutine is on one thread of the operating system now and on another then
func _() {}

// threading.excepthook = h
func _(in *primitives.Interpreter, h func(primitives.ExceptHookArgs)) { in.SetExceptHook(h) }

// threading.excepthook(args): the default, for a hook that extends it
func _(in *primitives.Interpreter, args primitives.ExceptHookArgs) { in.DefaultExceptHook(args) }

// threading.ExceptHookArgs
func _(args primitives.ExceptHookArgs) (*primitives.Thread, error) { return args.Thread, args.Err }

// threading.ThreadError
func _(err error) bool { return errors.Is(err, primitives.ErrRuntime) }

// threading.BrokenBarrierError
func _(err error) bool { return errors.Is(err, primitives.ErrBrokenBarrier) }

// threading.TIMEOUT_MAX: no time.Duration is too long
func _() {}

// threading.stack_size: a goroutine's stack grows when it has to
func _() {}

// threading.settrace: Go has no hook at each line; runtime/trace and a debugger are for that
func _() {}

// threading.settrace_all_threads: as settrace
func _() {}

// threading.gettrace: as settrace
func _() {}

// threading.setprofile: Go has no hook at each call; runtime/pprof samples all goroutines
func _() {}

// threading.setprofile_all_threads: as setprofile
func _() {}

// threading.getprofile: as setprofile
func _() {}
