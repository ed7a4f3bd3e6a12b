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
// Cost: free if the thread has ended; may park.
func (t *Thread) Join(caller *Thread) error {
	_, err := t.join(caller, limit{})
	return err
}

// JoinTimeout is Join waiting at most d, and reports whether t has ended. If d is zero or negative it does not wait. Python:
// t.join(d), then not t.is_alive(). Cost: free if the thread has ended; may park.
func (t *Thread) JoinTimeout(caller *Thread, d time.Duration) (bool, error) {
	return t.join(caller, within(d))
}

// JoinContext is Join waiting until ctx is done at most; it then returns ctx.Err().
// Cost: free if the thread has ended; may park.
func (t *Thread) JoinContext(ctx context.Context, caller *Thread) error {
	ended, err := t.join(caller, until(ctx))
	if err == nil && !ended {
		return ctx.Err()
	}
	return err
}

// Wait is Join, and then returns how t's function ended: see [Thread.Err]. What can only be an error of the call, such as
// [ErrNotStarted], it returns without waiting. The except hook is called as ever, by the thread itself. Python: future.result()
// of concurrent.futures, for a thread. Cost: free if the thread has ended; may park.
func (t *Thread) Wait(caller *Thread) error {
	if err := t.Join(caller); err != nil {
		return err
	}
	return t.err
}

// Err returns how the thread's function ended, once the thread has ended: nil, the error that it returned, a [*PanicError], or
// [ErrSystemExit] if runtime.Goexit ended it, as it does a daemon of a finalised interpreter. Before the end it is nil. The end
// of the function happens before an Err that returns an error. The main thread has the error that main returned: a panic, or
// runtime.Goexit, passes through Run, and leaves nil. Cost: free.
func (t *Thread) Err() error {
	if !t.done.IsSet() {
		return nil
	}
	return t.err
}

// Waiters counts the goroutines that wait in a Join. Cost: a mutex.
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
