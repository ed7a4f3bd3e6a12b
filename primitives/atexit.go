package primitives

import "context"

// RegisterAtexit makes the interpreter's shutdown call f after the main function has returned and before it waits for the other
// threads, so that f can make them end. The last registered function is called first, each once, on the goroutine that shuts
// down, with the main thread as its Thread and under the GIL. The main thread's [Local] values are still there, and it still
// owns its reference counts. A panic of f passes through Shutdown, which, called again, continues with the next function.
//
// RegisterAtexit returns [ErrNotCallable] for a nil f, and [ErrAtexit] once the shutdown has begun; neither changes anything.
// Every registration happens before the call. Python: threading._register_atexit(f). Cost: a mutex.
func (in *Interpreter) RegisterAtexit(f func(t *Thread)) error {
	if f == nil {
		return ErrNotCallable
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.leaving {
		return ErrAtexit
	}
	in.atexits = append(in.atexits, f)
	return nil
}

// runAtexits calls the registered functions. If ctx is done before it can, it returns ctx.Err().
func (in *Interpreter) runAtexits(ctx context.Context) error {
	if err := in.exiting.AcquireContext(ctx); err != nil { // another Shutdown runs them now
		return err
	}
	defer in.exiting.Release()
	for f, more := in.nextAtexit(); more; f, more = in.nextAtexit() {
		if !in.asMain(ctx, f) {
			in.putBack(f)
			return ctx.Err()
		}
	}
	return nil
}

// asMain calls f as the main thread, which has ended, under the GIL. It reports false if ctx is done before it has the GIL.
func (in *Interpreter) asMain(ctx context.Context, f func(*Thread)) bool {
	t := in.main
	if in.gil != nil {
		if !in.gil.take(t, until(ctx)) {
			return false
		}
		t.holds.Store(true)
	}
	defer t.giveUpGIL()
	f(t)
	return true
}

func (in *Interpreter) nextAtexit() (f func(*Thread), more bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.leaving = true
	n := len(in.atexits)
	if n == 0 {
		return nil, false
	}
	f = in.atexits[n-1]
	in.atexits = in.atexits[:n-1]
	return f, true
}

func (in *Interpreter) putBack(f func(*Thread)) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.atexits = append(in.atexits, f)
}
