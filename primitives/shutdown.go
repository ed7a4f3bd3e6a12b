package primitives

import "context"

// Shutdown waits until every thread that is not a daemon has ended, including those started meanwhile, and then finalises
// the interpreter. It waits for the main function first if that runs. If ctx is done before, it returns ctx.Err() and the
// interpreter is not finalised: Shutdown can be called again. Once the interpreter is finalised it returns nil.
//
// Before it waits for the other threads it calls the functions that [Interpreter.RegisterAtexit] registered, and ends the main
// thread after them.
//
// Shutdown does not wait for daemons. A daemon of a finalised interpreter ends at its next [Thread.Checkpoint] or at its next
// wait through its Thread, by runtime.Goexit; in a [Thread.Sleep] it ends at once, and waiting for the GIL within a switch
// interval. Unlike in Python its deferred calls do run, without the GIL. A daemon that waits elsewhere, or never waits, lives
// until the process ends. Attached goroutines run on.
//
// A daemon that ends inside an acquire ([Thread.Acquire] in its three forms, those of an [RLock] and of a [Condition]) gives back
// what it was given meanwhile: it did not learn that it had it. One that ends inside a wait of a Condition has that
// condition's lock, as when the wait began, for its deferred calls to release. What a daemon held before stays held, unless a
// deferred call releases it.
//
// The main thread keeps its [Local] values and its reference counts until the interpreter is finalised: atexit functions are
// called with it. Then its values are dropped, and from then on other threads merge its counts. All of this holds with a
// GIL and without one.
//
// Call it from outside: a thread of the interpreter would wait for itself, and an attached goroutine, which has the GIL, for
// the GIL. Python: threading._shutdown() and Py_Finalize, at the end of the main program. Cost: may park.
func (in *Interpreter) Shutdown(ctx context.Context) error {
	if in.beginMain() {
		in.over.Set() // it will never run
	}
	if err := in.over.WaitContext(ctx); err != nil {
		return err
	}
	if err := in.runAtexits(ctx); err != nil {
		return err
	}
	in.endMain()
	for !in.finalised() {
		for t := in.anyNonDaemon(); t != nil; t = in.anyNonDaemon() {
			if err := t.done.WaitContext(ctx); err != nil {
				return err
			}
		}
		if !in.asMain(ctx, in.finish) {
			return ctx.Err()
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

// finish finalises the interpreter, and ends what main, the main thread, has kept for the atexit functions. It does nothing
// if a thread that is no daemon has been started meanwhile. Its caller has the GIL, so no daemon runs under it.
func (in *Interpreter) finish(main *Thread) {
	if in.finalise() {
		main.mergeRefs(true)
		main.dropLocals()
	}
}

// finalise makes every daemon end, unless a thread that is no daemon is alive, and reports whether it did.
func (in *Interpreter) finalise() bool {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.anyNonDaemonLocked() != nil {
		return false
	}
	in.final = true
	for t := range in.alive {
		if t.kind == spawnedThread {
			t.end()
		}
	}
	return true
}

// end makes a daemon end at its next checkpoint or wait, and at once if it sleeps.
func (t *Thread) end() {
	t.breaker.Or(mustEnd)
	t.ending.Set()
	if t.onEnd != nil {
		t.onEnd()
	}
}

// markAlive makes a new thread alive and lists it.
func (in *Interpreter) markAlive(t *Thread) error {
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

// markDone takes a thread off the list of alive ones.
func (in *Interpreter) markDone(t *Thread) {
	in.mu.Lock()
	defer in.mu.Unlock()
	delete(in.alive, t)
	t.state.Store(uint32(threadDone))
}
