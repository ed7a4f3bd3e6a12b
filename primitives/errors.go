package primitives

import "errors"

// The kinds of misuse, after Python's exception classes. Every error of this package for a misuse matches one of
// them: errors.Is(ErrReleaseUnlocked, ErrRuntime) is true.
//
// Misuse panics with the error value itself, before anything has changed, so a program that recovers can still use the
// object. Errors that a correct program can meet are returned: a broken barrier, a thread that cannot be started or joined.
var (
	ErrRuntime = errors.New("RuntimeError") // Python's RuntimeError
	ErrValue   = errors.New("ValueError")   // Python's ValueError
	ErrType    = errors.New("TypeError")    // Python's TypeError
)

// Misuse of locks, conditions, semaphores and barriers.
var (
	// ErrReleaseUnlocked is the panic of Lock.Release on a lock that is not locked.
	ErrReleaseUnlocked error = &misuse{ErrRuntime, "release unlocked lock"}
	// ErrReleaseUnacquired is the panic of RLock.Release by a thread that does not hold the lock.
	ErrReleaseUnacquired error = &misuse{ErrRuntime, "cannot release un-acquired lock"}
	// ErrWaitUnacquired is the panic of Condition.Wait without the lock.
	ErrWaitUnacquired error = &misuse{ErrRuntime, "cannot wait on un-acquired lock"}
	// ErrNotifyUnacquired is the panic of Condition.Notify and NotifyAll without the lock.
	ErrNotifyUnacquired error = &misuse{ErrRuntime, "cannot notify on un-acquired lock"}
	// ErrNoTryLock is the panic of a Condition's TryAcquire over a sync.Locker without TryLock, and ErrNoTimedLock that of its
	// AcquireTimeout and AcquireContext over any sync.Locker that is no lock of this package.
	ErrNoTryLock   error = &misuse{ErrType, "the lock has no TryLock"}
	ErrNoTimedLock error = &misuse{ErrType, "the lock has no acquire with a limit"}
	// ErrSemaphoreValue is the panic of a semaphore's constructor for a negative value.
	ErrSemaphoreValue error = &misuse{ErrValue, "semaphore initial value must be >= 0"}
	// ErrSemaphoreOverflow is the panic for more than 2^61-1 permits. Python's integers have no such limit.
	ErrSemaphoreOverflow error = &misuse{ErrValue, "semaphore value too large"}
	// ErrReleaseCount is the panic of ReleaseN and AcquireN for less than one permit.
	ErrReleaseCount error = &misuse{ErrValue, "n must be one or more"}
	// ErrAcquireCount is the panic of AcquireN for more permits than the semaphore can ever have.
	ErrAcquireCount error = &misuse{ErrValue, "n is more than the semaphore can hold"}
	// ErrOverRelease is the panic of a BoundedSemaphore's release above its initial value.
	ErrOverRelease error = &misuse{ErrValue, "Semaphore released too many times"}
	// ErrParties is the panic of NewBarrier for less than one party.
	ErrParties error = &misuse{ErrValue, "parties must be >= 1"}
	// ErrTooManyParties is the panic of NewBarrier for more than 2^24-1 parties. Python has no such limit.
	ErrTooManyParties error = &misuse{ErrValue, "parties must be < 2^24"}
)

// ErrBrokenBarrier is the error of a wait at a [Barrier] that is broken, or that is reset during the wait. Python:
// threading.BrokenBarrierError, a RuntimeError.
var ErrBrokenBarrier error = &misuse{ErrRuntime, "broken barrier"}

// Errors and panics of threads and interpreters.
var (
	// ErrStarted is the error of Thread.Start the second time.
	ErrStarted error = &misuse{ErrRuntime, "threads can only be started once"}
	// ErrNotStarted is the error of Thread.Join before Start.
	ErrNotStarted error = &misuse{ErrRuntime, "cannot join thread before it is started"}
	// ErrJoinSelf is the error of Thread.Join by the thread itself.
	ErrJoinSelf error = &misuse{ErrRuntime, "cannot join current thread"}
	// ErrJoinDummy is the error of Thread.Join on an attached goroutine, whose end cannot be observed.
	ErrJoinDummy error = &misuse{ErrRuntime, "cannot join a dummy thread"}
	// ErrNoThread is the error or panic for a Thread that no constructor made, and the panic for a nil caller where a call needs
	// one. Python's join writes the same with a capital T.
	ErrNoThread error = &misuse{ErrRuntime, "thread.__init__() not called"}
	// ErrActiveDaemon is the error of Thread.SetDaemon once the thread has been started.
	ErrActiveDaemon error = &misuse{ErrRuntime, "cannot set daemon status of active thread"}
	// ErrFinalizing is the error of Thread.Start and the panic of Interpreter.Attach after the interpreter was finalised.
	ErrFinalizing error = &misuse{ErrRuntime, "can't create new thread at interpreter shutdown"}
	// ErrAtexit is the error of Interpreter.RegisterAtexit once the shutdown has begun.
	ErrAtexit error = &misuse{ErrRuntime, "can't register atexit after shutdown"}
	// ErrNotCallable is the error of Interpreter.RegisterAtexit for a nil function. Python: atexit.register(None).
	ErrNotCallable error = &misuse{ErrType, "the first argument must be callable"}
	// ErrRun is the error of Interpreter.Run the second time.
	ErrRun error = &misuse{ErrRuntime, "an interpreter runs only once"}
	// ErrSwitchInterval is the panic for a switch interval of zero or less.
	ErrSwitchInterval error = &misuse{ErrValue, "switch interval must be strictly positive"}
)

// ErrSystemExit, returned by a thread's function, or wrapped in its error, ends the thread silently: the default except hook
// prints nothing. Python: SystemExit, raised by sys.exit.
var ErrSystemExit = errors.New("SystemExit")

// A misuse carries Python's message and the class of Python's exception.
type misuse struct {
	class error
	text  string
}

func (m *misuse) Error() string { return m.text }
func (m *misuse) Unwrap() error { return m.class }
