package primitives

import "time"

// The bits of Thread.breaker.
const (
	dropRequest  = 1 << 0 // another thread has asked for the GIL
	mustEnd      = 1 << 1 // the thread is a daemon of a finalised interpreter
	mergeRequest = 1 << 2 // another thread has queued a reference count to merge
)

// Checkpoint is where a running thread can lose the GIL: if another thread has asked for it, the thread releases it, waits
// until another thread has taken it, and takes it back. CPython has such a check at the start of a function, after a call and at
// the end of each turn of a loop, and nowhere else: code between two of them is not interrupted. Without a request, and without
// a GIL, Checkpoint is one atomic load. It also merges reference counts that other threads have queued for the thread: see
// [BiasedRefCount].
//
// In a daemon of a finalised interpreter Checkpoint does not return: see [Interpreter.Shutdown].
// Cost: free without a request for the GIL; may park.
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

// Blocking calls f without the GIL: for calls that wait or take long and need no other thread's data, as CPython does
// around its system calls (Py_BEGIN_ALLOW_THREADS). It takes the GIL back when f returns or panics. Inside another
// Blocking, and without a GIL, it only calls f. Cost: that of f, and the GIL; may park.
func (t *Thread) Blocking(f func()) {
	held, returned := t.dropGIL(), false
	defer func() {
		if !returned { // f has panicked, or ended its goroutine
			t.retakeGIL(held)
		}
	}()
	f()
	returned = true
	if !held {
		t.retakeGIL(held)
		return
	}
	// retakeGIL, written out: each call between here and the sleep costs some 15 ns: see waitQueue.join.
	if t.in.gil.take(t, limit{}) {
		t.holds.Store(true)
	}
	t.endIfFinal()
}

// Sleep waits for d without the GIL; zero or less only releases the GIL and takes it back. A daemon whose interpreter is
// finalised meanwhile ends at once. Python: time.sleep(d), which refuses a negative d. Cost: a timer; parks.
func (t *Thread) Sleep(d time.Duration) {
	defer t.retakeGIL(t.dropGIL())
	if t.kind == spawnedThread {
		t.ending.WaitTimeout(d)
		return
	}
	time.Sleep(d)
}

func (t *Thread) holdsGIL() bool { return t != nil && t.holds.Load() }

// takeGIL waits for the GIL. In a daemon that must end it does not return.
func (t *Thread) takeGIL() {
	if g := t.in.gil; g != nil && g.take(t, limit{}) {
		t.holds.Store(true)
	}
	t.endIfFinal()
}

// dropGIL releases the GIL before a wait, if t holds it, and returns whether it did, for retakeGIL. Both do nothing for nil.
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
	case held: // takeGIL, written out: each call between here and the sleep costs some 15 ns: see waitQueue.join
		if t.in.gil.take(t, limit{}) {
			t.holds.Store(true)
		}
		t.endIfFinal()
	default:
		t.endIfFinal()
	}
}

// finalDrop releases the GIL for good: an ending thread waits for no successor. After it any thread may merge t's counts.
func (t *Thread) finalDrop() {
	t.mergeRefs(true)
	t.giveUpGIL()
}

// giveUpGIL is finalDrop for the main thread, which acts again in atexit functions: its counts stay its own.
func (t *Thread) giveUpGIL() {
	if t.holds.Swap(false) {
		t.in.gil.finalDrop()
	}
}

// Attach makes the calling goroutine, which no Thread started, a thread of the interpreter, and returns its Thread, for calls
// that take their caller. It waits for the GIL and returns with it. An empty name means Dummy-N. It panics with [ErrFinalizing]
// once the interpreter has been finalised.
//
// An attached goroutine is a daemon, cannot be joined, and is alive until [Thread.Detach]. It must detach before it calls Run or
// Shutdown, which wait for the GIL. Python: threading.current_thread() in a thread that threading did not start, which gets a
// dummy thread (PyGILState_Ensure). Cost: an allocation; may park.
func (in *Interpreter) Attach(name string) *Thread {
	t := &Thread{in: in, kind: dummyThread}
	t.daemon.Store(true)
	in.mu.Lock()
	in.register(t, name, "Dummy", "")
	in.mu.Unlock()
	if err := in.markAlive(t); err != nil {
		panic(err)
	}
	t.takeGIL()
	return t
}

// Detach undoes Attach: it releases the GIL and ends the Thread. On a Thread that Attach did not return, and the second time, it
// does nothing. Python: PyGILState_Release. Cost: a mutex.
func (t *Thread) Detach() {
	if t.kind == dummyThread && t.IsAlive() {
		t.finish()
	}
}
