package primitives

import (
	"sync"
	"sync/atomic"
	"time"
)

// This file is how goroutines of this package go to sleep. A primitive keeps its waiters on a [waitList] guarded by a mutex that
// is held for a few instructions and never across a wait, and parks them on a [sync.Cond] of their own:
//
//	mu.Lock()
//	... decide to wait, mark the state word so that a release takes mu ...
//	list.pushBack(w)
//	verdict := w.park(lim)      // releases mu; it is NOT held afterwards
//
// sync.Cond.Wait takes its ticket first and calls L.Unlock second. With an L whose Unlock releases mu and whose Lock does
// nothing, the waiter is queued and ticketed before another goroutine can look for it, so no wake-up is lost, and it does not
// wait for mu a second time when it wakes.
//
// A goroutine in sync.Cond.Wait is durably blocked for testing/synctest, counts as asleep for the runtime's deadlock
// detector, and, unlike a channel or a timer, a Cond belongs to no bubble: waiters can be pooled, channels cannot, and timers
// where there is no bubble only.
//
// The parties of a [Barrier] return together, so they need no list and no Cond each: see [unlocker].

// A verdict is the outcome of a wait, written by the waker. The waker takes the waiter off its list first, under the mutex, so
// that a waiter gets exactly one: a waiter whose time is up cannot be notified as well, and the other way round.
type verdict uint32

const (
	waiting verdict = iota // none yet
	retry                  // the lock or permit may be free: try again
	granted                // the waiter already has what it waits for
	expired                // its limit has passed
)

// A waiter is one goroutine's place in one list.
type waiter struct {
	cond sync.Cond
	mu   *sync.Mutex // the mutex of the list; guards what follows, up to the verdict

	next, prev *waiter
	list       *waitList // the list that holds it now, or nil
	late       bool      // the limit passed while it was on no list
	behind     int       // in a [waitQueue]: how many of the crowd came after it and before next
	ahead      *int      // and the count of those before the whole list

	// verdict is the last waker's; it is valid only for a waiter that has just been woken. It is atomic for the race
	// detector: sync.Cond promises the edge from the waker to the woken, but shows it to the detector by L.Lock only, and
	// our L.Lock does nothing.
	verdict atomic.Uint32

	tag    uint64        // what a grant must write for it, an owner; in a GIL's draw, its tickets; in a FIFOSemaphore, its permits
	left   func()        // called under mu when its limit has taken it off the list; or nil
	thread *Thread       // in a fair GIL: the thread to make the holder
	since  time.Duration // when it began to wait, by age

	// Only the waiting goroutine itself uses these.
	limit limit
	alarm alarm       // keeps the limit, once the waiter has parked
	ring  func()      // the method value expire, made once for each waiter
	timer *time.Timer // stopped, for the next wait with a timeout that is in no bubble; or nil
}

// parkLocker is the Locker of a waiter's Cond.
type parkLocker waiter

func (*parkLocker) Lock() {}

// Unlock runs inside Cond.Wait, after the ticket is taken. The limit is armed here and not earlier: a timer that fires
// before its waiter is queued would find nothing to remove, and arming under the mutex would make others wait for it.
func (l *parkLocker) Unlock() {
	w := (*waiter)(l)
	w.mu.Unlock()
	if w.limit.bounded() && !w.alarm.armed() {
		w.arm()
	}
}

// arm sets the alarm of w's limit. A timer costs half as much to set again as to make. One made outside the bubbles of
// testing/synctest would keep real time inside, and one of a bubble is that bubble's: such waits make their own.
func (w *waiter) arm() {
	if w.ring == nil {
		w.ring = w.expire
	}
	keep := w.limit.ctx == nil && !raceEnabled && realTime(w.began())
	if keep && w.timer != nil {
		w.timer.Reset(w.limit.d)
		w.alarm = alarm{timer: w.timer}
		return
	}
	w.alarm = w.limit.arm(w.ring)
	if keep {
		w.timer = w.alarm.timer
	}
}

// began returns the time when w began to wait, by age.
func (w *waiter) began() time.Duration {
	if w.since == 0 {
		w.since = age()
	}
	return w.since
}

// An unlocker is the Locker of a shared Cond: it releases the mutex before the wait, and does not take it back after it.
type unlocker struct{ *sync.Mutex }

func (unlocker) Lock() {}

// waiters caches waiters that have been reset: nothing of their last use can be seen.
var waiters = sync.Pool{New: func() any { return allocWaiter() }}

func allocWaiter() *waiter {
	w := new(waiter)
	w.cond.L = (*parkLocker)(w)
	return w
}

// newWaiter returns a waiter for lists guarded by mu.
func newWaiter(mu *sync.Mutex) *waiter {
	w := borrowWaiter()
	w.mu = mu
	return w
}

func borrowWaiter() *waiter {
	if raceEnabled {
		// A pool orders its Put before the Get that returns the same item. To the race detector that is an edge between
		// two unrelated goroutines, and it would hide their races.
		return allocWaiter()
	}
	return waiters.Get().(*waiter)
}

// free ends the use of a waiter that is on no list.
func (w *waiter) free() {
	if w.alarm.armed() && !w.alarm.disarm() {
		return // its timer has fired and may call expire yet: leave the waiter to the garbage collector
	}
	if raceEnabled {
		return
	}
	w.mu, w.late, w.ahead, w.thread, w.left = nil, false, nil, nil, nil
	w.tag, w.since = 0, 0
	w.limit, w.alarm = limit{}, alarm{}
	waiters.Put(w)
}

// park releases w.mu and sleeps until another goroutine wakes w or lim passes. The caller has put w on a list. Parking again,
// after a retry, keeps the limit of the first time.
func (w *waiter) park(lim limit) verdict {
	w.limit = lim
	w.cond.Wait()
	return verdict(w.verdict.Load())
}

// wake writes w's verdict and wakes it. The caller holds w.mu and has taken w off its list.
func (w *waiter) wake(v verdict) {
	w.verdict.Store(uint32(v))
	w.cond.Signal()
}

// expire is called by the timer or the context of w's limit, on a goroutine of its own.
func (w *waiter) expire() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.list == nil {
		w.late = true // woken already, not running yet: compete reads late before it parks again
		return
	}
	w.list.remove(w)
	if w.left != nil {
		w.left()
	}
	w.wake(expired)
}
