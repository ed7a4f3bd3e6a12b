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
//	threading.Thread                [Thread]                [Interpreter.NewThread]
//	threading.Timer                 [Timer]                 [Interpreter.NewTimer]
//	threading.local                 [Local]                 ready at zero, or [NewLocal]
//	the interpreter and its GIL     [Interpreter]           [NewInterpreter]
//
// # Rules that hold throughout
//
// Waiting has four forms: for ever (Acquire, Wait, Join), not at all (TryAcquire), for a time (AcquireTimeout, WaitTimeout,
// JoinTimeout), and until a context is done (AcquireContext, WaitContext, JoinContext). What can be had at once is had at once,
// even with no time left and with a context that is done. No time, or less than none, means not to wait. A waiter that gives
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
// Everything says by String what it is and in which state, as Python's repr does. CONFORMANCE.md beside this file lists each
// test of CPython's that has one here, and what had to be said differently.
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
// # Waiting and testing
//
// A waiter is parked on a sync.Cond of its own. So it is durably blocked in a bubble of testing/synctest, and every timeout can
// be tested in fake time; and it counts as asleep, so a program that deadlocks on these types is stopped by the runtime. As
// everywhere in Go, a waiter in a bubble must be woken from inside it.
package primitives
