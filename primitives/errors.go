package primitives

import "errors"

// The two kinds of misuse, after Python's exception classes. Every error of this package that names a misuse matches one of
// them: errors.Is(ErrReleaseUnlocked, ErrRuntime) is true.
//
// Misuse panics with the error value itself, before anything has changed, so a program that recovers can go on using the
// object. What a correct program can meet is returned instead: a broken barrier, a thread that cannot be started or joined.
var (
	ErrRuntime = errors.New("RuntimeError") // Python's RuntimeError
	ErrValue   = errors.New("ValueError")   // Python's ValueError
)

// Misuse of locks and of what is built on them.
var (
	// ErrReleaseUnlocked is Lock.Release's on a lock that is not locked.
	ErrReleaseUnlocked error = &misuse{ErrRuntime, "release unlocked lock"}
	// ErrReleaseUnacquired is RLock.Release's by a thread that does not hold the lock.
	ErrReleaseUnacquired error = &misuse{ErrRuntime, "cannot release un-acquired lock"}
	// ErrWaitUnacquired is Condition.Wait's without the lock.
	ErrWaitUnacquired error = &misuse{ErrRuntime, "cannot wait on un-acquired lock"}
	// ErrNotifyUnacquired is Condition.Notify's and NotifyAll's without the lock.
	ErrNotifyUnacquired error = &misuse{ErrRuntime, "cannot notify on un-acquired lock"}
	// ErrSemaphoreValue is the constructors' of semaphores for a negative value.
	ErrSemaphoreValue error = &misuse{ErrValue, "semaphore initial value must be >= 0"}
	// ErrSemaphoreOverflow is for more than 2^61-1 permits. Python's integers have no such limit.
	ErrSemaphoreOverflow error = &misuse{ErrValue, "semaphore value too large"}
	// ErrReleaseCount is ReleaseN's for less than one permit.
	ErrReleaseCount error = &misuse{ErrValue, "n must be one or more"}
	// ErrOverRelease is a BoundedSemaphore's when a release would take it above its initial value.
	ErrOverRelease error = &misuse{ErrValue, "Semaphore released too many times"}
	// ErrParties is NewBarrier's for less than one party.
	ErrParties error = &misuse{ErrValue, "parties must be >= 1"}
)

// ErrBrokenBarrier is returned by the waits of a [Barrier] that is broken, or that was reset under them. Python:
// threading.BrokenBarrierError, a RuntimeError.
var ErrBrokenBarrier error = &misuse{ErrRuntime, "broken barrier"}

// What threads and interpreters return, or panic with.
var (
	// ErrStarted is Thread.Start's the second time.
	ErrStarted error = &misuse{ErrRuntime, "threads can only be started once"}
	// ErrNotStarted is Thread.Join's before Start.
	ErrNotStarted error = &misuse{ErrRuntime, "cannot join thread before it is started"}
	// ErrJoinSelf is Thread.Join's by the thread itself.
	ErrJoinSelf error = &misuse{ErrRuntime, "cannot join current thread"}
	// ErrJoinDummy is Thread.Join's on an attached goroutine, whose end nobody can see.
	ErrJoinDummy error = &misuse{ErrRuntime, "cannot join a dummy thread"}
	// ErrNoThread is that of a Thread that no constructor made, and of a nil one where a caller must be named. Python's join
	// writes the same with a capital T.
	ErrNoThread error = &misuse{ErrRuntime, "thread.__init__() not called"}
	// ErrActiveDaemon is Thread.SetDaemon's once the thread has been started.
	ErrActiveDaemon error = &misuse{ErrRuntime, "cannot set daemon status of active thread"}
	// ErrFinalizing is Thread.Start's and Interpreter.Attach's after the interpreter was finalised.
	ErrFinalizing error = &misuse{ErrRuntime, "can't create new thread at interpreter shutdown"}
	// ErrAtexit is Interpreter.RegisterAtexit's once the shutdown has begun.
	ErrAtexit error = &misuse{ErrRuntime, "can't register atexit after shutdown"}
	// ErrRun is Interpreter.Run's the second time.
	ErrRun error = &misuse{ErrRuntime, "an interpreter runs only once"}
	// ErrSwitchInterval is that of a switch interval of zero or less.
	ErrSwitchInterval error = &misuse{ErrValue, "switch interval must be strictly positive"}
)

// ErrSystemExit ends a thread in silence when its function returns it, or an error that wraps it: the default except hook
// prints nothing. Python: SystemExit, raised by sys.exit.
var ErrSystemExit = errors.New("SystemExit")

// A misuse carries Python's message and the class of Python's exception.
type misuse struct {
	class error
	text  string
}

func (m *misuse) Error() string { return m.text }
func (m *misuse) Unwrap() error { return m.class }
