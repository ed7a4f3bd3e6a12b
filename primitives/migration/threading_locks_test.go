package migration_test

import (
	"context"
	"sync"
	"time"

	"threadlab/primitives"
)

// threading.Lock
func _() *primitives.Lock { return new(primitives.Lock) }

// threading.Lock: or the standard library's, where no acquire needs a limit
func _() *sync.Mutex { return new(sync.Mutex) }

// threading.Lock.acquire()
func _(lock *primitives.Lock) { lock.Acquire() }

// threading.Lock.acquire(): by a thread under a GIL
func _(t *primitives.Thread, lock *primitives.Lock) { t.Acquire(lock) }

// threading.Lock.acquire(blocking=False)
func _(lock *primitives.Lock) bool { return lock.TryAcquire() }

// threading.Lock.acquire(timeout=d)
func _(lock *primitives.Lock, d time.Duration) bool { return lock.AcquireTimeout(d) }

// threading.Lock.acquire_lock: an old spelling of acquire
func _(lock *primitives.Lock) { lock.Acquire() }

// threading.Lock.release
func _(lock *primitives.Lock) { lock.Release() }

// threading.Lock.release_lock: an old spelling of release
func _(lock *primitives.Lock) { lock.Release() }

// threading.Lock.locked
func _(lock *primitives.Lock) bool { return lock.Locked() }

// threading.Lock.locked_lock: an old spelling of locked
func _(lock *primitives.Lock) bool { return lock.Locked() }

// threading.RLock
func _() *primitives.RLock { return new(primitives.RLock) }

// threading.RLock.acquire: the owner is named, because a goroutine has no identity
func _(t *primitives.Thread, lock *primitives.RLock) { lock.Acquire(t) }

// threading.RLock.release
func _(t *primitives.Thread, lock *primitives.RLock) { lock.Release(t) }

// threading.Condition()
func _() *primitives.Condition { return new(primitives.Condition) }

// threading.Condition(lock)
func _(lock *primitives.Lock) *primitives.Condition { return primitives.NewCondition(lock) }

// threading.Condition(lock): over any sync.Locker
func _(mu *sync.Mutex) *primitives.Condition { return primitives.NewConditionOver(mu) }

// threading.Condition.acquire
func _(t *primitives.Thread, cond *primitives.Condition) { cond.Acquire(t) }

// threading.Condition.release
func _(t *primitives.Thread, cond *primitives.Condition) { cond.Release(t) }

// threading.Condition.wait()
func _(t *primitives.Thread, cond *primitives.Condition) { cond.Wait(t) }

// threading.Condition.wait(d)
func _(t *primitives.Thread, cond *primitives.Condition, d time.Duration) bool {
	return cond.WaitTimeout(t, d)
}

// threading.Condition.wait_for(pred)
func _(t *primitives.Thread, cond *primitives.Condition, pred func() bool) { cond.WaitFor(t, pred) }

// threading.Condition.wait_for(pred, d)
func _(t *primitives.Thread, cond *primitives.Condition, pred func() bool, d time.Duration) bool {
	return cond.WaitForTimeout(t, pred, d)
}

// threading.Condition.notify(n)
func _(t *primitives.Thread, cond *primitives.Condition, n int) { cond.Notify(t, n) }

// threading.Condition.notify_all
func _(t *primitives.Thread, cond *primitives.Condition) { cond.NotifyAll(t) }

// threading.Condition.notifyAll: an old spelling of notify_all
func _(t *primitives.Thread, cond *primitives.Condition) { cond.NotifyAll(t) }

// threading.Event
func _() *primitives.Event { return new(primitives.Event) }

// threading.Event.set
func _(event *primitives.Event) { event.Set() }

// threading.Event.clear
func _(event *primitives.Event) { event.Clear() }

// threading.Event.is_set
func _(event *primitives.Event) bool { return event.IsSet() }

// threading.Event.isSet: an old spelling of is_set
func _(event *primitives.Event) bool { return event.IsSet() }

// threading.Event.wait()
func _(event *primitives.Event) { event.Wait() }

// threading.Event.wait(d)
func _(event *primitives.Event, d time.Duration) bool { return event.WaitTimeout(d) }

// threading.Event.wait(): in a select
func _(event *primitives.Event) { <-event.Done() }

// threading.Semaphore(n)
func _(n int) *primitives.Semaphore { return primitives.NewSemaphore(n) }

// threading.Semaphore.acquire()
func _(sem *primitives.Semaphore) { sem.Acquire() }

// threading.Semaphore.acquire(timeout=d)
func _(sem *primitives.Semaphore, d time.Duration) bool { return sem.AcquireTimeout(d) }

// threading.Semaphore.acquire(): until a context is done
func _(ctx context.Context, sem *primitives.Semaphore) error { return sem.AcquireContext(ctx) }

// threading.Semaphore.acquire(): n times, all or none
func _(sem *primitives.Semaphore, n int) { sem.AcquireN(n) }

// threading.Semaphore.release(n)
func _(sem *primitives.Semaphore, n int) { sem.ReleaseN(n) }

// threading.BoundedSemaphore(n)
func _(n int) *primitives.BoundedSemaphore { return primitives.NewBoundedSemaphore(n) }

// threading.BoundedSemaphore.acquire
func _(sem *primitives.BoundedSemaphore) { sem.Acquire() }

// threading.BoundedSemaphore.release
func _(sem *primitives.BoundedSemaphore) { sem.Release() }

// threading.Barrier(n, action, timeout)
func _(n int, action func() error, d time.Duration) *primitives.Barrier {
	return primitives.NewBarrier(n, primitives.WithAction(action), primitives.WithTimeout(d))
}

// threading.Barrier.wait
func _(barrier *primitives.Barrier) (int, error) { return barrier.Wait() }

// threading.Barrier.reset
func _(barrier *primitives.Barrier) { barrier.Reset() }

// threading.Barrier.abort
func _(barrier *primitives.Barrier) { barrier.Abort() }

// threading.Barrier.parties
func _(barrier *primitives.Barrier) int { return barrier.Parties() }

// threading.Barrier.n_waiting
func _(barrier *primitives.Barrier) int { return barrier.NWaiting() }

// threading.Barrier.broken
func _(barrier *primitives.Barrier) bool { return barrier.Broken() }
