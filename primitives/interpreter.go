package primitives

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"
)

// defaultInterval is CPython's sys.getswitchinterval() at the start.
const defaultInterval = 5 * time.Millisecond

// An Interpreter holds what Python's threads share: the list of them, the hook for the errors that they do not handle, the
// shutdown that waits for them, and the GIL, or none. Interpreters are independent. Make one with [NewInterpreter]; the zero
// value is not usable, and an Interpreter must not be copied. Any goroutine may call its methods.
//
// In the terms of the Go memory model, the end of main and of every thread that is no daemon happens before the return of Run
// and of Shutdown, and what a thread does before it releases the GIL happens before what the next does after taking it.
type Interpreter struct {
	gil   gil // nil when free-threaded
	cores cores
	main  *Thread
	over  Event // the main function has ended, or will never be called

	printing sync.Mutex // guards stderr
	stderr   io.Writer

	mu     sync.Mutex // guards what follows, and the states of the threads
	alive  map[*Thread]struct{}
	serial uint64 // of the last thread made
	named  uint64 // N of the last Thread-N or Dummy-N
	hook   func(ExceptHookArgs)
	ran    bool
	final  bool

	leaving bool // the shutdown has begun to call atexits: RegisterAtexit fails
	atexits []func(*Thread)
	exiting Lock // held while they run
}

// NewInterpreter returns an interpreter with a GIL and a switch interval of 5 ms, as CPython's default build has.
func NewInterpreter(opts ...InterpreterOption) *Interpreter {
	in := &Interpreter{
		gil:    &standardGIL{gilState: gilState{interval: defaultInterval}},
		stderr: os.Stderr,
		alive:  make(map[*Thread]struct{}),
	}
	in.main = &Thread{in: in, kind: mainThread}
	in.main.SetName("MainThread")
	in.main.state.Store(uint32(threadAlive))
	in.alive[in.main] = struct{}{}
	for _, opt := range opts {
		opt(in)
	}
	return in
}

// Run runs main as the main thread, on the calling goroutine, then shuts the interpreter down as [Interpreter.Shutdown] does
// and returns main's error. An interpreter runs once: the second time it returns [ErrRun]. A panic of main, or
// its runtime.Goexit, passes through without waiting for other threads; [Interpreter.Shutdown] can be called then. Errors and
// panics of other threads make no difference. Python: a program, from its first line to its exit. Cost: may park.
func (in *Interpreter) Run(main func(t *Thread) error) error {
	if !in.beginMain() {
		return ErrRun
	}
	err := in.runMain(main)
	in.mustShutdown()
	return err
}

func (in *Interpreter) runMain(main func(t *Thread) error) error {
	t, returned := in.main, false
	defer func() {
		t.giveUpGIL()
		if !returned { // it need not come to a Shutdown
			in.endMain()
		}
		in.over.Set()
	}()
	t.takeGIL()
	t.err = main(t)
	returned = true
	return t.err
}

// MainThread is the interpreter's main thread, no daemon, alive until the main function has returned and the shutdown has called
// the atexit functions; a panic of the main function, or its runtime.Goexit, ends it at once. Python: threading.main_thread().
// Cost: free.
func (in *Interpreter) MainThread() *Thread { return in.main }

// NewThread makes a thread that will run f, with the main thread as its parent: not a daemon, unless [WithDaemon] makes it one.
// It does not start the thread. A nil f does nothing. Python: threading.Thread(target=f). Cost: an allocation, and a mutex.
func (in *Interpreter) NewThread(f func(t *Thread) error, opts ...ThreadOption) *Thread {
	return in.newThread(f, false, opts)
}

func (in *Interpreter) newThread(f func(*Thread) error, daemon bool, opts []ThreadOption) *Thread {
	t := &Thread{in: in, fn: f}
	t.daemon.Store(daemon)
	for _, opt := range opts {
		opt(t)
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	in.register(t, t.Name(), "Thread", funcName(f))
	return t
}

// register gives a thread its number and its name: if name is empty, kind-N, with the name of its function. The caller holds
// in.mu.
func (in *Interpreter) register(t *Thread, name, kind, function string) {
	in.serial++
	t.serial = in.serial
	if name == "" {
		in.named++
		name = fmt.Sprintf("%s-%d", kind, in.named)
		if function != "" {
			name += " (" + function + ")"
		}
	}
	t.SetName(name)
}

// Threads lists the threads that are alive, daemons and attached goroutines among them, and the main thread always, in the
// order in which they were made. Python: threading.enumerate(), whose length is threading.active_count(). Cost: a mutex.
func (in *Interpreter) Threads() []*Thread {
	in.mu.Lock()
	defer in.mu.Unlock()
	threads := make([]*Thread, 0, len(in.alive))
	for t := range in.alive {
		threads = append(threads, t)
	}
	slices.SortFunc(threads, func(a, b *Thread) int { return cmp.Compare(a.serial, b.serial) })
	return threads
}

// SetSwitchInterval sets how long a thread waits for the GIL before it asks the holder for it, in whole microseconds, one at
// least. It panics with [ErrSwitchInterval] if d is zero or negative. Without a GIL it has no effect. Python:
// sys.setswitchinterval(d). Cost: a mutex.
func (in *Interpreter) SetSwitchInterval(d time.Duration) {
	if d <= 0 {
		panic(ErrSwitchInterval)
	}
	if in.gil != nil {
		g := in.gil.state()
		g.mu.Lock()
		defer g.mu.Unlock()
		g.interval = d.Truncate(time.Microsecond)
	}
}

// SwitchInterval returns the switch interval; zero stands for one microsecond. Without a GIL it is zero.
// Python: sys.getswitchinterval(). Cost: a mutex.
func (in *Interpreter) SwitchInterval() time.Duration {
	if in.gil == nil {
		return 0
	}
	g := in.gil.state()
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.interval
}
