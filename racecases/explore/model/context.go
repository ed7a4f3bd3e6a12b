package model

import (
	"context"
	"time"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A cancelCtx is a context that can be cancelled. Cancelling it, with all its children, is
// one step.
type cancelCtx struct {
	context.Context // the parent
	done            chan struct{}
	err, cause      error
	children        *child // the first of them
	leave           func() // removes it from its parent
	deadline        time.Time
	alarm           alarm
}

// A child ends when its parent does. Children are a linked list, because the race
// detector would see a slice: see package race.
type child struct {
	end  func(err, cause error) // nil: it has left
	next *child
}

// cancelKey is the key under which a cancelCtx is its own value.
type cancelKey struct{}

func (c *cancelCtx) Done() <-chan struct{} { return c.done }

func (c *cancelCtx) Err() error {
	waitAt(c, "context.Err", nil, looking(unsafe.Pointer(c)))
	race.Acquire(unsafe.Pointer(c))
	return c.err
}

func (c *cancelCtx) Deadline() (time.Time, bool) {
	if !c.deadline.IsZero() {
		return c.deadline, true
	}
	return c.Context.Deadline()
}

func (c *cancelCtx) Value(key any) any {
	if key == (cancelKey{}) {
		return c
	}
	return c.Context.Value(key)
}

// nearest returns the closest cancelCtx at or above a context, with which that ends; or
// nil.
func nearest(ctx context.Context) *cancelCtx {
	c, ok := ctx.Value(cancelKey{}).(*cancelCtx)
	if !ok || ctx.Done() != c.Done() { // behind WithoutCancel, or with a Done of its own
		return nil
	}
	return c
}

// cancel ends the context. It runs in a step of the goroutine that cancels, or outside of
// any when a deadline comes.
func (c *cancelCtx) cancel(err, cause error) {
	here().Touch(scheduler.Writes, unsafe.Pointer(c))
	if c.err != nil {
		return
	}
	if cause == nil {
		cause = err
	}
	c.err, c.cause = err, cause
	race.ReleaseMerge(unsafe.Pointer(c))
	closeChan(here(), c.done)
	for x := c.children; x != nil; x = x.next {
		if x.end != nil {
			x.end(err, cause)
		}
	}
	c.children = nil
	c.leave()
	if c.alarm.Timer != nil {
		c.alarm.Stop()
	}
}

// cancelWith is the function that a program cancels the context by.
func (c *cancelCtx) cancelWith(cause error) {
	w := here()
	w.uses(c, "cancel()")
	w.WaitOn("context cancel", nil, Changing(unsafe.Pointer(c)))
	c.cancel(context.Canceled, cause)
}

// addChild makes the cancellation of a parent call end, until leave is called.
func addChild(parent context.Context, end func(err, cause error), done <-chan struct{}) (leave func()) {
	if p := nearest(parent); p != nil {
		here().Touch(scheduler.Adds, unsafe.Pointer(p))
		if p.err != nil {
			end(p.err, p.cause)
			return func() {}
		}
		x := &child{end: end}
		last := &p.children
		for *last != nil {
			last = &(*last).next
		}
		*last = x
		return func() {
			here().Touch(scheduler.Adds, unsafe.Pointer(p))
			x.end = nil
		}
	}
	if parent.Done() == nil {
		return func() {}
	}
	if a, ok := parent.(interface{ AfterFunc(func()) func() bool }); ok {
		stop := a.AfterFunc(func() { end(parent.Err(), ContextCause(parent)) })
		return func() { stop() }
	}
	Go(func() {
		if Select(false, RecvCase(parent.Done()), RecvCase(done)) == 0 {
			end(parent.Err(), ContextCause(parent))
		}
	})
	return func() {}
}

func newCancelCtx(parent context.Context) *cancelCtx {
	if parent == nil {
		panic("cannot create context from nil parent")
	}
	c := &cancelCtx{Context: parent, done: make(chan struct{}), leave: func() {}}
	if w := here(); w.objects != nil {
		w.objects.add(w, c)
	}
	if leave := addChild(parent, c.cancel, c.done); c.err == nil {
		c.leave = leave
	}
	return c
}

// ContextWithCancel is context.WithCancel, as are those below it what their names say.
func ContextWithCancel(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := ContextWithCancelCause(parent)
	return ctx, func() { cancel(nil) }
}

func ContextWithCancelCause(parent context.Context) (context.Context, context.CancelCauseFunc) {
	c := newCancelCtx(parent)
	return c, c.cancelWith
}

func ContextWithTimeout(parent context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	return ContextWithDeadlineCause(parent, Now().Add(d), nil)
}

func ContextWithTimeoutCause(parent context.Context, d time.Duration, cause error) (context.Context, context.CancelFunc) {
	return ContextWithDeadlineCause(parent, Now().Add(d), cause)
}

func ContextWithDeadline(parent context.Context, d time.Time) (context.Context, context.CancelFunc) {
	return ContextWithDeadlineCause(parent, d, nil)
}

func ContextWithDeadlineCause(parent context.Context, d time.Time, cause error) (context.Context, context.CancelFunc) {
	c := newCancelCtx(parent)
	if before, ok := parent.Deadline(); !ok || d.Before(before) {
		c.deadline = d
		if left := Until(d); left <= 0 {
			c.cancel(context.DeadlineExceeded, cause)
		} else if c.err == nil {
			c.alarm.c = *(*chan time.Time)(unsafe.Pointer(&c.done)) // a receive from Done happens after the deadline was set
			c.alarm.arm(left, func() { c.cancel(context.DeadlineExceeded, cause) }, nil)
		}
	}
	return c, func() { c.cancelWith(nil) }
}

func ContextCause(c context.Context) error {
	if p := nearest(c); p != nil {
		here().WaitOn("context.Cause", nil, looking(unsafe.Pointer(p)))
		race.Acquire(unsafe.Pointer(p))
		return p.cause
	}
	return c.Err()
}

// ContextAfterFunc is context.AfterFunc: f runs in a goroutine of its own.
func ContextAfterFunc(ctx context.Context, f func()) (stop func() bool) {
	called := false
	stopped := make(chan struct{})
	race.Release(unsafe.Pointer(&stopped))
	start := func() {
		race.Acquire(unsafe.Pointer(&stopped))
		f()
	}
	leave := addChild(ctx, func(error, error) {
		here().Touch(scheduler.Writes, unsafe.Pointer(&stopped))
		if !called {
			called = true
			here().Go(start)
		}
	}, stopped)
	return func() bool {
		w := here()
		w.WaitOn("context.AfterFunc stop", nil, Changing(unsafe.Pointer(&stopped)))
		if called {
			return false
		}
		called = true
		leave()
		closeChan(w, stopped)
		return true
	}
}

// An End is the end of a context, for a step that also looks whether that has come: the context's
// own methods have points.
type End struct{ c *cancelCtx } // nil: it never comes

// EndOf returns that of a context, until Leave is called.
func EndOf(ctx context.Context) End {
	if ctx.Done() == nil {
		return End{}
	}
	return End{newCancelCtx(ctx)}
}

// Touches is what a step uses that looks at it.
func (e End) Touches() []scheduler.Touch {
	if e.c == nil {
		return nil
	}
	return []scheduler.Touch{looking(unsafe.Pointer(e.c))}
}

func (e End) err() error {
	if e.c == nil {
		return nil
	}
	return e.c.err
}

// Leave lets the context go, and returns its error if it has ended.
func (e End) Leave() error {
	err := e.err()
	if e.c != nil {
		e.c.cancel(context.Canceled, nil)
	}
	return err
}
