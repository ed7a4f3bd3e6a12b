// Package primitives is Python's threading module for Go: its locks, its semaphores, its threads, and its global interpreter
// lock, with the behaviour and the messages of CPython 3.13.
//
// # What there is
//
//	threading.Lock                  [Lock]                  ready at zero
//	threading.RLock                 [RLock]                 ready at zero
//	threading.Condition             [Condition]             ready at zero, or [NewCondition], [NewConditionOver]
//	threading.Event                 [Event]                 ready at zero
//	threading.Semaphore             [Semaphore]             [NewSemaphore]
//	threading.BoundedSemaphore      [BoundedSemaphore]      [NewBoundedSemaphore]
//	                                [FIFOSemaphore]         [NewFIFOSemaphore]
//	threading.Barrier               [Barrier]               [NewBarrier]
//	threading.Thread                [Thread]                [Interpreter.NewThread], [Thread.NewThread]
//	threading.Timer                 [Timer]                 [Interpreter.NewTimer], [Thread.NewTimer]
//	asyncio.TaskGroup, for threads  [Group]                 [NewGroup]
//	threading.local                 [Local]                 ready at zero, or [NewLocal]
//	the interpreter and its GIL     [Interpreter]           [NewInterpreter]
//
// And what is not a type:
//
//	threading.current_thread()      the argument of a thread's function; [CurrentThread] of a context
//	threading.main_thread()         [Interpreter.MainThread]
//	threading.enumerate()           [Interpreter.Threads]
//	threading.active_count()        len of [Interpreter.Threads]
//	threading.get_ident()           [Thread.Ident]
//	threading.excepthook            [Interpreter.SetExceptHook], [ExceptHookArgs]
//	threading.__excepthook__        [Interpreter.DefaultExceptHook]
//	threading._register_atexit()    [Interpreter.RegisterAtexit]
//	future.result(), of a thread    [Thread.Wait], [Thread.Err]
//	threading.ThreadError           [ErrRuntime]
//	threading.BrokenBarrierError    [ErrBrokenBarrier]
//	threading.TIMEOUT_MAX           none: a time.Duration is never too long
//	sys.exit() in a thread          return [ErrSystemExit]
//	sys.setswitchinterval()         [Interpreter.SetSwitchInterval], [WithSwitchInterval]
//	sys.getswitchinterval()         [Interpreter.SwitchInterval]
//	time.sleep()                    [Thread.Sleep]
//	with lock:                      lock.Acquire(), and defer lock.Release()
//	Py_BEGIN_ALLOW_THREADS          [Thread.Blocking]
//	PyGILState_Ensure, _Release     [Interpreter.Attach], [Thread.Detach]
//	python3 -X gil=0                [WithoutGIL]
//
// migration/README.md has a line of Go for each public name of threading, queue and concurrent.futures.
//
// stack_size, settrace, setprofile, get_native_id and the calls for fork have no counterpart in Go.
//
// # Rules that hold throughout
//
// Waiting has four forms: without a limit (Acquire, Wait, Join), not at all (TryAcquire), for a time (AcquireTimeout,
// WaitTimeout, JoinTimeout), and until a context is done (AcquireContext, WaitContext, JoinContext). A call that need not wait
// succeeds, even with no time left and with a context that is done. A time is a time.Duration, where Python has seconds, and
// counts from the moment the call begins to wait, by the monotonic clock; zero or less means not to wait. A wait that gives up
// leaves its queue at once and takes no wake-up meant for another. Every type to wait on counts its waiters by Waiters.
//
// Misuse panics with an error value, before anything has changed: after a recover, errors.Is distinguishes the errors
// ([ErrReleaseUnlocked] and so on) and their classes ([ErrRuntime], [ErrValue], [ErrType]); the text is Python's, and the object can
// still be used. Errors that a correct program can meet are returned: a timeout as false, a context as its error, a broken barrier, a
// thread that cannot be started or joined.
//
// A goroutine has no identity. Where Python looks up the calling thread, the caller is an argument: a [*Thread]. A thread's
// function receives its own; [Interpreter.Attach] makes one for any other goroutine.
//
// String describes each type and its state, as Python's repr does. conformance/README.md lists each test of
// CPython's that has one here, and how it had to be adapted.
//
// Nothing here may be copied after first use; go vet reports it.
//
// # Which calls release the GIL
//
// A thread runs under its interpreter's GIL and keeps it until it waits, or calls [Thread.Checkpoint] after another thread has
// asked for it. Calls that take their caller (RLock, Condition, Join, Sleep) release the GIL when they must wait. Lock, the
// semaphores, Event and Barrier do not use the GIL, and cost nothing for it: under an interpreter a thread acquires through
// [Thread.Acquire], and wraps other waits in [Thread.Blocking]:
//
//	t.Acquire(&lock)
//	ok := t.AcquireTimeout(&lock, time.Second)
//	err := t.AcquireContext(ctx, semaphore)
//	t.Blocking(event.Wait)
//	t.Blocking(func() { place, err = barrier.Wait() })
//
// They take the lock first and the GIL second. A thread that waits for a lock while it holds the GIL deadlocks if the lock's
// holder needs the GIL. Under an interpreter [WithoutGIL] there is none to release, and the same program runs.
//
// # The end of an interpreter
//
// Run, or Shutdown, ends an interpreter in this order, with a GIL and without one:
//
//	the main function returns     its thread lives on, and so do its Locals
//	                              and its reference counts
//	atexit functions, last first  in the main thread, under the GIL; other
//	                              threads run on
//	the main thread ends          and its joins return
//	threads that are no daemons   are waited for, those that they start too
//	the interpreter is finalised  no thread starts any more; the main thread's
//	                              counts are merged, its Locals dropped
//	daemons                       end at their next checkpoint or wait through
//	                              their Thread: see [Interpreter.Shutdown]
//
// # The costs with and without a GIL
//
// The GIL is CPython's, step by step, with its convoys and its unfairness; [WithFairGIL] is another one, for comparison.
// [Thread.Compute] simulates work on as many processors as [WithCores] sets; it takes time and no processor. So in a bubble of
// testing/synctest a program's time is exact, and with a [WithSeed] it is the same each time. [Interpreter.GILStats] and
// [Thread.HeldGIL] return counts and times. Without a GIL, references must be counted by threads that run at the same time:
// [AtomicRefCount] does so the obvious way, [BiasedRefCount] as free-threaded CPython does.
//
// Under the race detector a contended turn of a Lock, an RLock or a Semaphore and a wait of a Condition take up to 3 times as long as of
// package sync, a hand-over of the fair GIL 4 times as long as of a sync.Mutex, and of the GIL 7 times: the detector watches each field
// of a waiter and of a queue, which the runtime's own queues hide from it, and no wait of the GIL may use the waiter and the timer of
// another, as that would order goroutines for the detector that nothing orders.
//
// # Happens before
//
// In the terms of the Go memory model, these are the edges, and there are no others. An attempt that fails, by its time, by its
// context or as a try, orders nothing.
//
//   - a release of a Lock before the return of the next acquisition; of an RLock, the release that frees it before its next
//     owner's;
//   - a release of a semaphore before the return of an acquisition that takes one of its permits;
//   - a Set of an Event before the return of each wait that it ends, and before an IsSet that reports true because of it;
//   - a notification of a Condition before the return of the wait that it ends, beside what the condition's lock orders;
//   - each party's call at a Barrier before the action, and the action before each party's return from that round;
//   - Start before the thread's function, and the end of the function before the return of a Join that waited for it; the end
//     of main and of every thread that is no daemon before the return of Run and of Shutdown; the end of main, and each
//     RegisterAtexit, before the atexit functions, and those before the return of Shutdown and of a Join of the main thread;
//   - a thread's release of the GIL before the next thread's return from taking it. A program that relies on this edge has a
//     race under an interpreter without a GIL, and needs a lock;
//   - every Decr of a reference count before its finaliser.
//
// # What differs from CPython
//
// Because Go differs from Python:
//
//   - The caller is an argument: see above. A *Thread is its identity; a goroutine that passes another thread's acts as that
//     thread.
//   - Misuse panics where Python raises, with the same text. Arguments of a type that Python refuses do not compile, and a
//     negative timeout, which its Lock and RLock refuse, means not to wait.
//   - The state of the threading module belongs to an Interpreter; there can be many. A thread belongs to the one that made it.
//   - Start does not know its caller, and keeps the caller's GIL: the thread begins when that is released. Python's start
//     releases it until the thread has begun.
//   - A function's failure is an error that it returns, or a panic; an error has no stack to print. runtime.Goexit is a
//     SystemExit, and so is an error that wraps ErrSystemExit, where Python prints a subclass of it.
//   - A panic of main, or its runtime.Goexit, passes through Run, which then does not wait for other threads; Python waits
//     first. Shutdown can be called after it.
//   - A function literal has no name: Thread-N, where Python says Thread-N (<lambda>).
//   - The except hook nil is the default; in Python None is an error, or the hook at the time when the thread was made.
//   - A daemon ends at its next Checkpoint or wait through its Thread once the interpreter is finalised, and its deferred calls
//     run; Python stops it without them. A goroutine cannot be stopped elsewhere.
//   - A daemon that ends inside an acquire gives back what it was given. In Python it keeps it, which no code is left to see;
//     here goroutines outside the interpreter are.
//   - Constructors have no defaults: NewSemaphore takes the 1. A semaphore holds at most 2^61-1 permits. ErrBrokenBarrier has a
//     text, where BrokenBarrierError has none. The String of an RLock leaves out the count, which only its owner may read, and
//     shows the owner by its Thread's address. A Timer has no event finished.
//   - Contexts, Waiters, FIFOSemaphore, WithFairGIL, RLock.Locked, RLock.For, Event.Done, AcquireN, NewConditionOver, Thread.Wait,
//     Thread.Err and Group are additions.
//
// Because CPython's behaviour is a trap that none of its tests and no page of its manual requires:
//
//   - A waiter whose time is up leaves its queue at once. A Condition of CPython's can lose a notification on a waiter whose time
//     is up and that waits for the lock, and its Event can return False with the flag up.
//   - A waiter of a semaphore that is woken in vain keeps its place; in CPython it goes to the end.
//   - Semaphores and RLock hand over to a waiter that has waited too long, as Lock does. In CPython only Lock does, and waiters of
//     the others may starve.
//   - A Barrier's action runs outside the barrier's lock, and may call its methods except the waits. Abort and Reset break its
//     round while it runs; in CPython they wait for its end, after which Reset changes nothing. A party that arrives before
//     the last round's parties have returned waits only for a running action. A round whose last party has arrived, and whose
//     action has returned, passes, even if Abort is called before its parties have run; in CPython those that have not run
//     fail. A cancelled context breaks the barrier as a timeout does.
//   - A thread's ident is never given to another.
//
// Strange behaviour of CPython's that this package keeps, since programs see it: a Condition over a Lock, which has no owner,
// may be notified and waited on by any goroutine while the lock is held by any, and such a wait releases it; WaitFor needs no
// lock if its predicate is true at once, and calls it twice if there is no time; an Event's wait may return true with the flag
// cleared again; two threads that join each other wait for ever; a timeout bounds a Condition's wait for the notification, not
// for the lock.
//
// # What a call costs
//
//	free         a load, and no write to memory that others read: Locked, IsSet,
//	             Value, Broken, Name, Daemon, Checkpoint without a request, a
//	             Wait for an Event that is set, re-entry of an RLock
//	a CAS        Acquire, every TryAcquire and Release without waiters, Set,
//	             Clear, AtomicRefCount's calls
//	a mutex      Local's calls, Notify, Waiters, Done, Threads
//	may park     every call that waits, where it must; a Release or a Set wakes
//	             those that do, without waiting itself
//	a goroutine  Start, and Go of a Group; a wait with a limit has a timer, or a
//	             function after its context
//
// With a GIL a call that must wait releases it and takes it back, and so can wait for a switch interval beside a thread that computes.
//
// # Waiting and testing
//
// A waiting goroutine is parked on a sync.Cond. So it is durably blocked in a bubble of testing/synctest, and every timeout can be
// tested in fake time; and it counts as asleep, so the runtime stops a program that deadlocks on these types. As everywhere in
// Go, a waiter in a bubble must be woken from inside it.
package primitives
