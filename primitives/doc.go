// Package primitives is Python's threading module for Go: its locks, its semaphores, its threads, and its global interpreter
// lock, with the behaviour and the messages of CPython 3.13.
//
// # What there is
//
//	threading.Lock                  [Lock]                  ready at zero
//	threading.RLock                 [RLock]                 ready at zero
//	threading.Condition             [Condition]             ready at zero, or [NewCondition]
//	threading.Event                 [Event]                 ready at zero
//	threading.Semaphore             [Semaphore]             [NewSemaphore]
//	threading.BoundedSemaphore      [BoundedSemaphore]      [NewBoundedSemaphore]
//	                                [FIFOSemaphore]         [NewFIFOSemaphore]
//	threading.Barrier               [Barrier]               [NewBarrier]
//	threading.Thread                [Thread]                [Interpreter.NewThread], [Thread.NewThread]
//	threading.Timer                 [Timer]                 [Interpreter.NewTimer], [Thread.NewTimer]
//	threading.local                 [Local]                 ready at zero, or [NewLocal]
//	the interpreter and its GIL     [Interpreter]           [NewInterpreter]
//
// And what is not a type:
//
//	threading.current_thread()      what a thread's function receives; [CurrentThread] of a context
//	threading.main_thread()         [Interpreter.MainThread]
//	threading.enumerate()           [Interpreter.Threads]
//	threading.active_count()        the length of the same
//	threading.get_ident()           [Thread.Ident]
//	threading.excepthook            [Interpreter.SetExceptHook], [ExceptHookArgs]
//	threading.__excepthook__        [Interpreter.DefaultExceptHook]
//	threading._register_atexit()    [Interpreter.RegisterAtexit]
//	threading.ThreadError           [ErrRuntime]
//	threading.BrokenBarrierError    [ErrBrokenBarrier]
//	threading.TIMEOUT_MAX           none: a time.Duration is never too long
//	sys.exit() in a thread          return [ErrSystemExit]
//	sys.setswitchinterval()         [Interpreter.SetSwitchInterval], [SwitchInterval]
//	sys.getswitchinterval()         [Interpreter.SwitchInterval]
//	time.sleep()                    [Thread.Sleep]
//	with lock:                      lock.Acquire(), and defer lock.Release()
//	Py_BEGIN_ALLOW_THREADS          [Thread.Blocking]
//	PyGILState_Ensure, _Release     [Interpreter.Attach], [Thread.Detach]
//	python3 -X gil=0                [FreeThreaded]
//
// stack_size, settrace, setprofile, get_native_id and what is about fork have nothing to stand for in Go.
//
// # Rules that hold throughout
//
// Waiting has four forms: for ever (Acquire, Wait, Join), not at all (TryAcquire), for a time (AcquireTimeout, WaitTimeout,
// JoinTimeout), and until a context is done (AcquireContext, WaitContext, JoinContext). What can be had at once is had at once,
// even with no time left and with a context that is done. A time is a time.Duration, where Python has seconds, and counts from
// the moment the call begins to wait, by the monotonic clock; no time, or less than none, means not to wait. A waiter that gives
// up leaves nothing behind and swallows no wake-up meant for another. Everything that waits says by Waiters how many do.
//
// Misuse panics with an error value, before anything has changed: errors.Is tells which ([ErrReleaseUnlocked] and so on) and of
// which kind ([ErrRuntime], [ErrValue]) after a recover, the text is Python's, and the object can still be used. What a right
// program can meet is returned: a timeout as false, a context as its error, a broken barrier, a thread that cannot be started
// or joined.
//
// A goroutine has no identity. Where Python asks who calls, the caller is an argument: a [*Thread]. A thread's function
// receives its own; any other goroutine can be given one by [Interpreter.Attach].
//
// Everything says by String what it is and in which state, as Python's repr does. conformance/README.md lists each test of
// CPython's that has one here, and what had to be said differently.
//
// Nothing here may be copied after first use; go vet reports it.
//
// # Who lets go of the GIL
//
// A thread runs under its interpreter's GIL and keeps it until it waits or comes to a [Thread.Checkpoint] at which another has
// asked for it. What takes the caller (RLock, Condition, Join, Sleep) lets go of the GIL by itself when it must wait. Lock, the
// semaphores, Event and Barrier know of no GIL, and cost nothing for it: under an interpreter a thread acquires through
// [Thread.Acquire], and wraps other waits in [Thread.Blocking]:
//
//	t.Acquire(&lock)
//	t.Blocking(event.Wait)
//	t.Blocking(func() { place, err = barrier.Wait() })
//
// The lock is had first and the GIL second. A thread that waits for a lock by itself, GIL in hand, waits for ever if the
// lock's holder needs the GIL to go on. Under a [FreeThreaded] interpreter there is nothing to let go of, and the same program
// runs.
//
// # What a GIL costs, and what none does
//
// The GIL is CPython's, step by step, with its convoys and its unfairness; [FairGIL] is another one, to compare it with.
// [Thread.Compute] is work that takes time and no processor, on as many processors as [Cores] says, so in a bubble of
// testing/synctest what a program costs is exact, and with a [Seed] it is the same each time. [Interpreter.GILStats] and
// [Thread.HeldGIL] count. The price of having no GIL is that references must be counted between threads that run at the same
// time: [AtomicRefCount] does it the obvious way, [BiasedRefCount] as free-threaded CPython does.
//
// # Happens before
//
// In the terms of the Go memory model, these are the edges, each from what comes first to what comes after it, and there are no
// others. An attempt that fails, by its time or its context or because it was only a try, orders nothing.
//
//   - a release of a Lock before the return of the next acquisition; of an RLock, the release that frees it before its next
//     owner's;
//   - a release of a semaphore before the return of an acquisition that takes one of its permits;
//   - a Set of an Event before the return of each wait that it lets through, and before an IsSet that reports true because of it;
//   - a notification of a Condition before the return of the wait that it ends, beside what the condition's lock orders;
//   - each party's call at a Barrier before the action, and the action before each party's return from that round;
//   - Start before the thread's function, and the end of the function before a Join that has waited for it. So too the end of
//     main and of every thread that is no daemon before the return of Run and of Shutdown;
//   - what a thread does before it lets go of the GIL before what the next does after taking it. A program that relies on it has
//     a race under a FreeThreaded interpreter, and should have a lock;
//   - every Decr of a reference count before its finaliser.
//
// # What differs from CPython
//
// Because Go has other means:
//
//   - The caller is an argument: see above. A *Thread is its identity, and a goroutine that uses another's is, to this package,
//     that thread.
//   - Misuse panics where Python raises, with the same words. What Python refuses as an argument cannot be written, and a
//     negative timeout, which its Lock and RLock refuse, means not to wait.
//   - The state of the threading module belongs to an Interpreter; there can be many. A thread belongs to the one that made it.
//   - A function's failure is an error that it returns, or a panic; an error has no stack to print. runtime.Goexit is a
//     SystemExit, and so is an error that wraps ErrSystemExit, where Python prints a subclass of it.
//   - A panic of main, or its runtime.Goexit, goes through Run, which then waits for nobody; Python waits first. Shutdown can be
//     called after it.
//   - A function literal has no name: Thread-N, where Python says Thread-N (<lambda>).
//   - The except hook nil is the default; Python's None is an error, or the hook that was in force when the thread was made.
//   - A daemon ends at its next step through its Thread once the interpreter is finalised, and its deferred calls run; Python
//     stops it without. A goroutine cannot be stopped elsewhere.
//   - Constructors have no defaults: a Semaphore is told its 1. It holds at most 2^61-1 permits. ErrBrokenBarrier has words, where
//     BrokenBarrierError has none. The String of an RLock leaves out the count, which only its owner may read, and names the owner
//     by its Thread's address. A Timer has no event finished.
//   - Contexts, Waiters, FIFOSemaphore, FairGIL and RLock.Locked are additions.
//
// Because CPython's way is a trap that no test of its own and no page of its manual asks for:
//
//   - A waiter whose time is up is out of its queue at once. A Condition of CPython's can lose a notification on one that waits
//     for its lock, and its Event can say False with the flag up.
//   - A waiter of a semaphore that is woken in vain keeps its place; in CPython it goes to the end.
//   - Semaphores and RLock hand over to a waiter that is overdue, as Lock does. In CPython only Lock does, and who waits for the
//     others may starve.
//   - A Barrier's action runs outside the barrier's lock, and may call its methods, but for the waits. A party that comes before
//     the last round has drained waits for no one but a running action. A full round passes, even if Abort comes before its
//     parties have run; in CPython those that have not are turned away. A cancelled context breaks the barrier as a timeout does.
//   - A thread's ident is never given to another.
//
// What it keeps though it is strange, since programs see it: a Condition over a Lock, which has no owner, may be notified and
// waited on by anyone while anybody holds the lock, and such a wait releases it; WaitFor needs no lock if its predicate is true at
// once, and calls it twice if there is no time; an Event's wait may return true with the flag down again; two threads that join
// each other wait for ever; a timeout bounds a Condition's wait for the notification, not for the lock.
//
// # Waiting and testing
//
// Whoever waits is parked on a sync.Cond. So it is durably blocked in a bubble of testing/synctest, and every timeout can be
// tested in fake time; and it counts as asleep, so a program that deadlocks on these types is stopped by the runtime. As
// everywhere in Go, a waiter in a bubble must be woken from inside it.
package primitives
