package primitives

import "time"

// The bits of Thread.breaker.
const (
	dropRequest  = 1 << 0 // somebody wants the GIL
	mustEnd      = 1 << 1 // a daemon of a finalised interpreter
	mergeRequest = 1 << 2 // somebody has left it a reference count to merge
)

// Checkpoint is where a running thread can lose the GIL: if another thread has asked for it, the thread lets it go, waits
// until somebody has taken it, and takes it back. CPython has such a check at the start of a function, after a call and at
// the end of each turn of a loop, and nowhere else: what runs between two of them is not interrupted. With nobody asking, and
// without a GIL, it is one atomic load. It is also where reference counts are merged that others have left to the thread: see
// [BiasedRefCount].
//
// In a daemon of a finalised interpreter Checkpoint does not return: see [Interpreter.Shutdown].
func (t *Thread) Checkpoint() {
	if t.breaker.Load() != 0 {
		t.checkpointSlow()
	}
}

//go:noinline
func (t *Thread) checkpointSlow() {
	t.endIfFinal()
	if t.breaker.Load()&mergeRequest != 0 {
		t.mergeRefs(false)
	}
	if t.breaker.Load()&dropRequest != 0 && t.holds.Load() {
		t.retakeGIL(t.dropGIL())
	}
}

// Blocking calls f without the GIL: for whatever waits or takes long and needs no other thread's data, as CPython does
// around its system calls (Py_BEGIN_ALLOW_THREADS). The GIL is taken back when f is left, by a panic too. Inside another
// Blocking, and without a GIL, it only calls f.
func (t *Thread) Blocking(f func()) {
	defer t.retakeGIL(t.dropGIL())
	f()
}

// Acquire acquires a lock or a semaphore, or whatever can be tried and waited for. If it is free the GIL is kept, as in
// CPython; if not the thread waits without the GIL. It has x first and takes the GIL back second: in the other order two
// threads would each hold what the other one wants. A wait with a limit goes inside [Thread.Blocking].
func (t *Thread) Acquire(x interface {
	TryAcquire() bool
	Acquire()
},
) {
	if !x.TryAcquire() {
		t.Blocking(x.Acquire)
	}
}

// Sleep waits for d without the GIL; zero or less only offers the GIL. A daemon whose interpreter is finalised meanwhile ends
// at once instead of sleeping on. Python: time.sleep(d).
func (t *Thread) Sleep(d time.Duration) {
	defer t.retakeGIL(t.dropGIL())
	if t.kind == spawnedThread {
		t.ending.WaitTimeout(d)
		return
	}
	time.Sleep(d)
}

// takeGIL waits for the GIL. In a daemon that must end it does not return.
func (t *Thread) takeGIL() {
	if g := t.in.gil; g != nil && g.take(t, limit{}) {
		t.holds.Store(true)
	}
	t.endIfFinal()
}

// dropGIL lets go of the GIL before a wait, if t holds it, and returns whether it did, for retakeGIL. Both do nothing for nil.
func (t *Thread) dropGIL() bool {
	if t == nil {
		return false
	}
	t.endIfFinal()
	if !t.holds.Load() {
		return false
	}
	t.holds.Store(false)
	t.in.gil.drop(t)
	return true
}

// retakeGIL undoes dropGIL after the wait.
func (t *Thread) retakeGIL(held bool) {
	switch {
	case t == nil:
	case held:
		t.takeGIL()
	default:
		t.endIfFinal()
	}
}

// finalDrop lets go of the GIL for good: a thread that ends waits for no successor. Its reference counts are then anybody's.
func (t *Thread) finalDrop() {
	t.mergeRefs(true)
	if t.holds.Swap(false) {
		t.in.gil.finalDrop()
	}
}

// Attach makes the calling goroutine a thread of the interpreter and returns its Thread: what a call needs that takes its
// caller, for a goroutine that no Thread started. It waits for the GIL and returns with it. An empty name means Dummy-N. It
// panics with [ErrFinalizing] once the interpreter has been finalised.
//
// An attached goroutine is a daemon, cannot be joined, and is alive until [Thread.Detach]. It must detach before it calls Run or
// Shutdown, which wait for the GIL. Python: threading.current_thread() in a thread that threading did not start, which gets a
// dummy thread (PyGILState_Ensure).
func (in *Interpreter) Attach(name string) *Thread {
	t := &Thread{in: in, kind: dummyThread}
	t.daemon.Store(true)
	in.mu.Lock()
	in.christen(t, name, "Dummy", "")
	in.mu.Unlock()
	if err := in.enrol(t); err != nil {
		panic(err)
	}
	t.takeGIL()
	return t
}

// Detach ends what Attach began: the GIL is let go and the Thread is no longer alive. On a Thread that Attach did not return it
// does nothing, and neither does it the second time. Python: PyGILState_Release.
func (t *Thread) Detach() {
	if t.kind == dummyThread && t.IsAlive() {
		t.finish()
	}
}
