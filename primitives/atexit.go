package primitives

import "context"

// RegisterAtexit makes the interpreter's shutdown call f after the main function has returned and before it waits for the other
// threads, so that f can make them end. The last registered function is called first, each once, on the goroutine that shuts
// down, with the main thread as its Thread and under the GIL. A panic of f passes through Shutdown, which, called again,
// continues with the next function. Once the shutdown has begun RegisterAtexit returns [ErrAtexit]. Python:
// threading._register_atexit(f).
func (in *Interpreter) RegisterAtexit(f func(t *Thread)) error {
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
	for f := in.nextAtexit(); f != nil; f = in.nextAtexit() {
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
		defer t.finalDrop()
	}
	f(t)
	return true
}

func (in *Interpreter) nextAtexit() func(*Thread) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.leaving = true
	n := len(in.atexits)
	if n == 0 {
		return nil
	}
	f := in.atexits[n-1]
	in.atexits = in.atexits[:n-1]
	return f
}

func (in *Interpreter) putBack(f func(*Thread)) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.atexits = append(in.atexits, f)
}
