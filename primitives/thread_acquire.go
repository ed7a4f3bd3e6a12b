package primitives

import (
	"context"
	"time"
)

// Acquire acquires a lock or a semaphore, or another x with these methods. If x is free the thread keeps the GIL, as in
// CPython; if not it waits without the GIL. It acquires x first and takes the GIL back second: in the other order two
// threads could each hold what the other one waits for. Cost: that of x; it may park.
//
// A daemon whose interpreter is finalised while it waits does not return: see [Interpreter.Shutdown]. What it was given
// meanwhile it gives back, by x's Release if x has one, so that others can have it. Python: x.acquire().
func (t *Thread) Acquire(x interface {
	TryAcquire() bool
	Acquire()
},
) {
	if !x.TryAcquire() {
		t.acquiring(func() bool { x.Acquire(); return true }, func() { giveBack(x) })
	}
}

// AcquireTimeout is Acquire waiting at most d for x, however long the GIL takes after it, and reports whether it has x. If d is
// zero or negative it does not wait. Python: x.acquire(timeout=d). Cost: that of x; may park.
func (t *Thread) AcquireTimeout(x interface {
	TryAcquire() bool
	AcquireTimeout(d time.Duration) bool
}, d time.Duration,
) bool {
	return x.TryAcquire() || d > 0 && t.acquiring(func() bool { return x.AcquireTimeout(d) }, func() { giveBack(x) })
}

// AcquireContext is Acquire waiting for x until ctx is done at most. It returns nil, or the error of x's AcquireContext. Python
// has no such call. Cost: that of x; may park.
func (t *Thread) AcquireContext(ctx context.Context, x interface {
	TryAcquire() bool
	AcquireContext(ctx context.Context) error
},
) (err error) {
	if !x.TryAcquire() {
		t.acquiring(func() bool { err = x.AcquireContext(ctx); return err == nil }, func() { giveBack(x) })
	}
	return err
}

// acquiring calls acquire, which may wait, without the GIL, and returns what it returns. If t must end before it is back, undo
// gives back what acquire got: its caller will not learn that it has it. t may be nil, which has no GIL and never ends.
func (t *Thread) acquiring(acquire func() bool, undo func()) (got bool) {
	back := false
	defer func() {
		if got && !back {
			undo()
		}
	}()
	t.Blocking(func() { got = acquire() })
	back = true
	return got
}

// giveBack releases x, if it has a Release.
func giveBack(x any) {
	if r, ok := x.(interface{ Release() }); ok {
		r.Release()
	}
}
