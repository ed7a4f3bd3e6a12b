package primitives

import (
	"context"
	"reflect"
	"runtime"
	"strings"
)

// Name is the thread's name: the one given, or Thread-N, or Thread-N (f) if its function was declared with the name f.
// Python: thread.name. Cost: free.
func (t *Thread) Name() string {
	if p := t.name.Load(); p != nil {
		return *p
	}
	return ""
}

// SetName renames the thread, at any time. Names need not differ. It panics with [ErrNoThread] on a Thread that no constructor
// made. Python: thread.name = s. Cost: an atomic store.
func (t *Thread) SetName(s string) {
	if t.in == nil {
		panic(ErrNoThread)
	}
	t.name.Store(&s)
}

// Ident is the thread's number, 0 before its start. No other thread of its interpreter ever has it, where Python may reuse it
// once the thread has ended. Python: thread.ident, which is None at first. Cost: free.
func (t *Thread) Ident() uint64 {
	if t.in == nil || t.is(threadNew) {
		return 0
	}
	return t.serial + 1 // the main thread's serial is 0
}

type threadKey struct{}

// Context returns a copy of parent from which [CurrentThread] reads t: for code that passes a context and not a Thread. Code that
// uses it acts for t, and must run on t's goroutine. Cost: an allocation.
func (t *Thread) Context(parent context.Context) context.Context {
	return context.WithValue(parent, threadKey{}, t)
}

// CurrentThread returns the thread that ctx carries, or nil. A goroutine without one can be attached: [Interpreter.Attach].
// Python: threading.current_thread().
func CurrentThread(ctx context.Context) *Thread {
	t, _ := ctx.Value(threadKey{}).(*Thread)
	return t
}

// funcName is the name that f was declared with, or "" for a function literal, which has none.
func funcName(f func(*Thread) error) string {
	if f == nil {
		return ""
	}
	full := runtime.FuncForPC(reflect.ValueOf(f).Pointer()).Name()
	full = strings.TrimSuffix(strings.ReplaceAll(full, "[...]", ""), "-fm") // a type argument, a method value
	parts := strings.Split(full[strings.LastIndexByte(full, '/')+1:], ".")
	last := parts[len(parts)-1]
	if len(parts) > 2 && isLiteral(last) {
		return ""
	}
	return last
}

// isLiteral recognises the names that the compiler gives to function literals: func1, 2, f-range1.
func isLiteral(name string) bool {
	return strings.Trim(strings.TrimPrefix(name, "func"), "0123456789") == "" || strings.Contains(name, "-range")
}

// A ThreadOption is an argument of the NewThread and NewTimer methods.
type ThreadOption func(*Thread)

// WithName names the thread. An empty name means the default: see [Thread.Name].
func WithName(s string) ThreadOption { return func(t *Thread) { t.name.Store(&s) } }

// WithDaemon sets the daemon flag, instead of the parent's.
func WithDaemon(b bool) ThreadOption { return func(t *Thread) { t.daemon.Store(b) } }
