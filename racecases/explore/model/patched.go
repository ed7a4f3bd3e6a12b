package model

import (
	"context"
	"reflect"
	"sync"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// In a program that is explored some of Go's own packages call these functions in the place of
// those of sync and context. Loggers, of log and log/slog, hold a mutex while they call a writer of
// the program, which may come to a point.

// A mutexFree is open when a mutex of Go's own is free.
type mutexFree sync.Mutex

// Ready reports whether the mutex is free. The race detector must not take the attempt for
// an order.
func (m *mutexFree) Ready() bool {
	race.Hide()
	defer race.Show()
	mu := (*sync.Mutex)(m)
	free := mu.TryLock()
	if free {
		mu.Unlock()
	}
	return free
}

func (m *mutexFree) String() string { return "another goroutine holds it" }

// LockLogger locks the mutex of a logger. What has started without the explorer's knowledge
// may log as well.
func LockLogger(mu *sync.Mutex) {
	if w := here(); w.Runs() {
		w.WaitOn("the lock of a logger", (*mutexFree)(mu), Changing(unsafe.Pointer(mu)))
	}
	mu.Lock()
}

// UnlockLogger unlocks it.
func UnlockLogger(mu *sync.Mutex) {
	if w := here(); w.Runs() && !w.Over() {
		w.Touch(scheduler.Releases, unsafe.Pointer(mu))
	}
	mu.Unlock()
}

// setsLoggers is what the linker sets in a program that sets the prefix or the flags of a logger, or
// the default one, somewhere.
var setsLoggers string

// LooksAtLogger is a point before what a logger was set to is read.
func LooksAtLogger(setting any) {
	if w := here(); setsLoggers != "" && w.Runs() {
		w.WaitOn("what a logger is set to", nil, looking(reflect.ValueOf(setting).UnsafePointer()))
	}
}

// SetsLogger is one before it is changed.
func SetsLogger(setting any) {
	if w := here(); w.Runs() {
		w.WaitOn("setting a logger", nil, Changing(reflect.ValueOf(setting).UnsafePointer()))
	}
}

// The locks of net/http and crypto/tls have no points of their own, and what each orders counts for
// the step in which it is taken: so a request costs few steps, and no order is left out.

// LockHeld locks a mutex that may be held where a goroutine waits.
func LockHeld(mu *sync.Mutex) {
	if w := here(); w.Runs() {
		if free := (*mutexFree)(mu); !free.Ready() {
			w.WaitOn("a lock of Go's own", free, Changing(unsafe.Pointer(mu)))
		} else if !w.Over() {
			w.Touch(scheduler.Writes, unsafe.Pointer(mu))
		}
	}
	mu.Lock()
}

// UnlockHeld unlocks it. A goroutine that is unwound may not hold it.
func UnlockHeld(mu *sync.Mutex) {
	if here().Over() {
		mu.TryLock()
	}
	UnlockLogger(mu)
}

// Changes declares that the running step changes what a mutex stands for.
func Changes(mu *sync.Mutex) {
	if w := here(); !w.Over() {
		w.Touch(scheduler.Writes, unsafe.Pointer(mu))
	}
}

// DoOnce is the method Do of a sync.Once.
func DoOnce(once *sync.Once, f func()) { (*Once)(unsafe.Pointer(once)).Do(f) }

// AddTo adds to the count of a sync.WaitGroup, within the running step.
func AddTo(group *sync.WaitGroup, n int) {
	if w := here(); n > 0 && !w.Over() {
		w.Touch(scheduler.Adds, unsafe.Pointer(group))
	}
	(*WaitGroup)(unsafe.Pointer(group)).add(n)
}

// WaitFor waits until the count is 0.
func WaitFor(group *sync.WaitGroup) { (*WaitGroup)(unsafe.Pointer(group)).Wait() }

// An untilEmpty opens when a count is 0, or a context has ended.
type untilEmpty struct {
	*groupGuard
	End
}

func (u *untilEmpty) Ready() bool { return u.n == 0 || u.End.err() != nil }

// WaitForContext waits until the count is 0 or a context ends, and returns the error of that.
func WaitForContext(ctx context.Context, group *sync.WaitGroup) error {
	u := &untilEmpty{(*groupGuard)(unsafe.Pointer(group)), EndOf(ctx)}
	here().WaitOn("http.Server.Shutdown", u, append([]scheduler.Touch{looking(unsafe.Pointer(group))}, u.Touches()...)...)
	race.Acquire(unsafe.Pointer(group))
	empty := u.n == 0
	u.Leave()
	if empty {
		return nil
	}
	return ctx.Err()
}

// WithCancelHere is context.WithCancel. The context is cancelled within the running step.
func WithCancelHere(parent context.Context) (context.Context, context.CancelFunc) {
	c := newCancelCtx(parent)
	return c, func() {
		if !here().Over() {
			c.cancel(context.Canceled, nil)
		}
	}
}
