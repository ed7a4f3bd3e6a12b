package primitives

import "time"

// A Timer is Python's threading.Timer: a [Thread] that waits for a while and then calls a function, unless it is cancelled
// before. It counts as an alive thread while it waits, so shutdown waits for it if it is not a daemon, and it belongs to an
// interpreter like any other: [Interpreter.NewTimer] makes one, or [Thread.NewTimer]. Its Start, Join and other methods are
// the Thread's; it cannot be started twice. An error or panic of its function is reported as any thread's: see
// [Interpreter.SetExceptHook]. The zero value is not usable, and a Timer must not be copied.
//
// In the terms of the Go memory model, the call of Start happens before the function begins. A Cancel orders nothing.
type Timer struct {
	*Thread
	finished Event
}

// NewTimer makes a timer that calls f in its own thread d after its start, at once if d is zero or negative. The main thread
// is its parent, as in [Interpreter.NewThread]. Python: threading.Timer(d, f). Cost: an allocation, and a mutex.
func (in *Interpreter) NewTimer(d time.Duration, f func(t *Thread) error, opts ...ThreadOption) *Timer {
	return newTimer(in.NewThread, d, f, opts)
}

// NewTimer is [Interpreter.NewTimer] with t as the parent, as in [Thread.NewThread]. Cost: an allocation.
func (t *Thread) NewTimer(d time.Duration, f func(t *Thread) error, opts ...ThreadOption) *Timer {
	return newTimer(t.NewThread, d, f, opts)
}

func newTimer(
	newThread func(func(*Thread) error, ...ThreadOption) *Thread,
	d time.Duration, f func(*Thread) error, opts []ThreadOption,
) *Timer {
	tm := new(Timer)
	tm.Thread = newThread(func(t *Thread) error {
		t.Blocking(func() { tm.finished.WaitTimeout(d) })
		if tm.finished.IsSet() {
			return nil
		}
		defer tm.finished.Set()
		return f(t)
	}, opts...)
	tm.onEnd = tm.finished.Set
	return tm
}

// Cancel stops the timer if its function has not begun: the function is not called, and the thread ends. Before Start, it makes
// the thread end at once after Start. After the function has begun, and the second time, it does nothing. Python: timer.cancel().
// Cost: a CAS.
func (tm *Timer) Cancel() { tm.finished.Set() }
