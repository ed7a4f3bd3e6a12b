package primitives

import (
	"context"
	"time"
)

// Join waits until t has ended, by a return, a panic or runtime.Goexit. It may be called any number of times and from any number
// of threads. caller is the calling thread: it releases its GIL while it waits. A bare goroutine passes nil.
//
// It returns [ErrNotStarted] if t was not started, [ErrJoinSelf] if caller is t, [ErrJoinDummy] if t is attached. Two threads
// that join each other wait for ever. Python: t.join(), which finds its caller; a goroutine has no identity, so it is an argument.
func (t *Thread) Join(caller *Thread) error {
	_, err := t.join(caller, limit{})
	return err
}

// JoinTimeout is Join waiting at most d, and reports whether t has ended. If d is zero or negative it does not wait. Python:
// t.join(d), then not t.is_alive().
func (t *Thread) JoinTimeout(caller *Thread, d time.Duration) (bool, error) {
	return t.join(caller, within(d))
}

// JoinContext is Join waiting until ctx is done at most; it then returns ctx.Err().
func (t *Thread) JoinContext(ctx context.Context, caller *Thread) error {
	ended, err := t.join(caller, until(ctx))
	if err == nil && !ended {
		return ctx.Err()
	}
	return err
}

// Waiters counts the goroutines that wait in a Join.
func (t *Thread) Waiters() int { return t.done.Waiters() }

func (t *Thread) join(caller *Thread, lim limit) (ended bool, err error) {
	switch {
	case t.in == nil:
		return false, ErrNoThread
	case t.kind == dummyThread:
		return false, ErrJoinDummy
	case t == caller:
		return false, ErrJoinSelf
	case t.is(threadNew):
		return false, ErrNotStarted
	case t.done.IsSet():
		return true, nil
	case lim.over():
		return false, nil
	}
	defer caller.retakeGIL(caller.dropGIL())
	return t.done.wait(lim), nil
}
