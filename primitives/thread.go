package primitives

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// A Thread is Python's threading.Thread: a goroutine with a name, a daemon flag, an end that others can wait for, and an
// identity, which calls take as an argument where they depend on the calling thread. An [Interpreter] or another Thread makes
// them; they must not be copied. The zero value is not usable: Start and Join return [ErrNoThread].
//
// A Thread's function receives its own Thread and must not pass it to another goroutine: the methods that act for the calling
// thread ([Thread.Checkpoint], [Thread.Blocking], [Thread.Acquire], [Thread.Sleep], [Thread.Compute], [Thread.Detach]), and
// every call that takes a Thread as its caller, are for that Thread's goroutine. Any goroutine may call the other methods.
//
// In the terms of the Go memory model, the call of Start happens before the thread's function begins, and the end of the
// function happens before a Join that waited for it returns.
type Thread struct {
	in     *Interpreter
	name   atomic.Pointer[string]
	kind   threadKind
	serial uint64 // order of creation within the interpreter
	daemon atomic.Bool
	fn     func(*Thread) error

	state atomic.Uint32 // a threadState; changed under in.mu
	err   error         // how the function ended; written before done is set, read after
	done  Event         // set last of all, when the thread has ended

	holds   atomic.Bool   // the thread is between taking and dropping the GIL
	held    time.Duration // how long it has held the GIL in all; guarded by the GIL's mutex
	turn    *waiter       // for its waits without a limit for a fair GIL, which are one after the other; nil before the first
	breaker atomic.Uint32 // requests that Checkpoint serves: dropRequest, mustEnd, mergeRequest. CPython: eval_breaker
	refs    refQueue      // the counts to merge, with mergeRequest
	ending  Event         // set with mustEnd: ends a Sleep
	onEnd   func()        // called with mustEnd, under in.mu
	ended   func(error)   // called with err at the end of the function, under the GIL

	localMu sync.Mutex
	locals  map[*localKey]localValue
}

type threadKind uint8

const (
	spawnedThread threadKind = iota
	mainThread
	dummyThread // an attached goroutine
)

type threadState uint32

const (
	threadNew threadState = iota
	threadAlive
	threadDone
)

// tag identifies t to a lockCore: its address, which no other Thread has as long as t is referenced, above the bits that the lock
// needs. No platform tells addresses of a heap apart by their highest byte. It is never turned back into a pointer.
func (t *Thread) tag() uint64 {
	if t == nil {
		panic(ErrNoThread)
	}
	return uint64(uintptr(unsafe.Pointer(t))) << tagShift
}

// Daemon reports whether the interpreter's shutdown does not wait for the thread. Python: thread.daemon. Cost: free.
func (t *Thread) Daemon() bool { return t.daemon.Load() }

// SetDaemon sets the daemon flag. It returns [ErrActiveDaemon] once the thread has been started, even after its end. Python:
// thread.daemon = b. Cost: a mutex.
func (t *Thread) SetDaemon(b bool) error {
	if t.in == nil {
		return ErrNoThread
	}
	t.in.mu.Lock()
	defer t.in.mu.Unlock()
	if t.is(threadNew) {
		t.daemon.Store(b)
		return nil
	}
	return ErrActiveDaemon
}

// Interpreter is the interpreter that the thread belongs to, and nil for the zero Thread. Cost: free.
func (t *Thread) Interpreter() *Interpreter { return t.in }

// IsAlive reports whether the thread has been started and has not ended. Python: thread.is_alive(). Cost: free.
func (t *Thread) IsAlive() bool { return t.is(threadAlive) }

func (t *Thread) is(s threadState) bool { return threadState(t.state.Load()) == s }

// NewThread makes a thread that will run f, with t as its parent: it is a daemon if t is one, unless [WithDaemon] says
// otherwise. It does not start it. A nil f does nothing. It panics with [ErrNoThread] if no constructor made t. Python:
// threading.Thread(target=f) in t. Cost: an allocation.
func (t *Thread) NewThread(f func(t *Thread) error, opts ...ThreadOption) *Thread {
	if t.in == nil {
		panic(ErrNoThread)
	}
	return t.in.newThread(f, t.Daemon(), opts)
}

// Start begins the thread: its function runs on a goroutine of its own, once that has the GIL, which Start does not release. The
// thread is alive and in [Interpreter.Threads] when Start returns. It returns [ErrStarted] the second time, even after the thread's end, and [ErrFinalizing] once the interpreter
// has been finalised. Python: thread.start(). Cost: a goroutine.
func (t *Thread) Start() error {
	if t.in == nil {
		return ErrNoThread
	}
	if err := t.in.markAlive(t); err != nil {
		return err
	}
	go t.run()
	return nil
}

// run is what a spawned thread's goroutine runs.
func (t *Thread) run() {
	defer t.finish()
	t.takeGIL()
	t.call()
}

// call runs the thread's function and reports its error or panic while the thread is still alive and holds the GIL.
func (t *Thread) call() {
	returned := false
	defer func() {
		if returned {
			return
		}
		// A panic, or runtime.Goexit, where recover returns nil: Go's SystemExit, silent like it.
		p := recover()
		if p == nil {
			t.err = ErrSystemExit
			return
		}
		args := panicArgs(t, p)
		t.err = args.Err
		t.in.report(args)
	}()
	var err error
	if t.fn != nil {
		err = t.fn(t)
	}
	returned = true
	if t.err = err; err != nil {
		t.in.report(ExceptHookArgs{Thread: t, Err: err})
	}
}

// finish ends the thread, in this order: it frees the GIL, leaves the list of alive threads, and wakes the threads that join it.
func (t *Thread) finish() {
	t.fn = nil
	if t.ended != nil {
		t.ended(t.err)
	}
	t.dropLocals()
	t.finalDrop()
	t.in.markDone(t)
	t.done.Set()
}

// endIfFinal ends a daemon whose interpreter is finalised: its deferred calls run, and it does not return.
func (t *Thread) endIfFinal() {
	if t.breaker.Load()&mustEnd != 0 {
		runtime.Goexit()
	}
}
