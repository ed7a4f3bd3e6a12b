package primitives

import "context"

// Shutdown waits until every thread that is not a daemon has ended, those too that are started meanwhile, and then finalises
// the interpreter. It waits for the main thread first if that runs. If ctx is done before, it returns ctx.Err() and the
// interpreter lives on: Shutdown can be called again. Once finalised it returns nil.
//
// Before it waits for the other threads it calls what [Interpreter.RegisterAtexit] registered.
//
// Daemons are not waited for. A daemon of a finalised interpreter ends at its next [Thread.Checkpoint] or at its next wait
// through its Thread, by runtime.Goexit; asleep it ends at once, and waiting for the
// GIL within a switch interval. Unlike in Python its deferred
// calls do run, without the GIL. A daemon that waits elsewhere, or never waits, lives until the process ends. Attached
// goroutines go on.
//
// Call it from outside: a thread of the interpreter would wait for itself, and an attached goroutine, which has the GIL, for
// the GIL. Python: threading._shutdown() and Py_Finalize, at
// the end of the main program.
func (in *Interpreter) Shutdown(ctx context.Context) error {
	if in.beginMain() {
		in.endMain() // it will never run
	}
	if err := in.main.done.WaitContext(ctx); err != nil {
		return err
	}
	if err := in.runAtexits(ctx); err != nil {
		return err
	}
	for !in.finalised() {
		for t := in.anyNonDaemon(); t != nil; t = in.anyNonDaemon() {
			if err := t.done.WaitContext(ctx); err != nil {
				return err
			}
		}
		if in.gil != nil && !in.gil.take(in.main, until(ctx)) {
			return ctx.Err()
		}
		in.finalise()
		if in.gil != nil {
			in.gil.finalDrop()
		}
	}
	return nil
}

func (in *Interpreter) finalised() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.final
}

func (in *Interpreter) mustShutdown() {
	_ = in.Shutdown(context.Background()) // the only error is the context's
}

// beginMain reserves the main thread, once.
func (in *Interpreter) beginMain() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	first := !in.ran
	in.ran = true
	return first
}

// endMain marks the main thread as ended. It stays in the list.
func (in *Interpreter) endMain() {
	in.mu.Lock()
	in.main.state.Store(uint32(threadDone))
	in.mu.Unlock()
	in.main.done.Set()
}

// anyNonDaemon returns an alive thread to wait for, or nil.
func (in *Interpreter) anyNonDaemon() *Thread {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.anyNonDaemonLocked()
}

func (in *Interpreter) anyNonDaemonLocked() *Thread {
	for t := range in.alive {
		if t.kind == spawnedThread && !t.Daemon() {
			return t
		}
	}
	return nil
}

// finalise tells every daemon to end. Its caller has the GIL, so none of them is in the middle of a step. It does nothing if a
// thread was started that must be waited for first.
func (in *Interpreter) finalise() {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.anyNonDaemonLocked() != nil {
		return
	}
	in.final = true
	for t := range in.alive {
		if t.kind == spawnedThread {
			t.end()
		}
	}
}

// end has a daemon end at its next checkpoint or wait, and at once if it sleeps.
func (t *Thread) end() {
	t.breaker.Or(mustEnd)
	t.ending.Set()
	if t.onEnd != nil {
		t.onEnd()
	}
}

// enrol makes a new thread alive.
func (in *Interpreter) enrol(t *Thread) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	switch {
	case !t.is(threadNew):
		return ErrStarted
	case in.final:
		return ErrFinalizing
	}
	t.state.Store(uint32(threadAlive))
	in.alive[t] = struct{}{}
	return nil
}

// strike ends an alive thread.
func (in *Interpreter) strike(t *Thread) {
	in.mu.Lock()
	defer in.mu.Unlock()
	delete(in.alive, t)
	t.state.Store(uint32(threadDone))
}
