package primitives

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
