package primitives

import (
	"sync"
	"time"
)

// Lock, RLock and Semaphore share one policy, that of CPython's PyMutex (Python/lock.c) and of Go's sync.Mutex:
//
//   - Barging. A release frees the thing and wakes the oldest waiter, which then competes with whoever is running. The
//     running one usually wins, without a switch: that is where the speed comes from.
//   - One designated waiter. While a woken waiter is on its way (wokenBit) releases wake nobody else: at most one
//     goroutine is woken in vain.
//   - Bounded unfairness. A waiter that loses goes back to the head, and when the head has waited for more than
//     fairAfter the release hands the thing over to it, without ever freeing it. A lock looks at the head's age on
//     every release that may wake somebody, and on some of the others: the designated waiter may be long on its way.
//
// The two low bits of the state words:
//
//	63                                2      1      0
//	+----------------------------------+------+------+
//	| owner (Lock, RLock) or permits   | woken|parked|
//	+----------------------------------+------+------+
//
// parked: the list may have waiters, so a release must take the mutex. Set and cleared under the mutex only; it may stay set
// for a moment over an empty list. woken: a waiter that has left the list has not decided yet. Set under the mutex, cleared
// by that waiter.
const (
	parkedBit = 1 << 0
	wokenBit  = 1 << 1
	flagBits  = parkedBit | wokenBit
	unit      = 1 << 2 // one permit, or the least owner
)

// fairAfter is CPython's TIME_TO_BE_FAIR_NS.
const fairAfter = time.Millisecond

// A contest is something that bargers compete for. The caller of both methods holds its mutex.
type contest interface {
	// claim takes the thing if it is free, else sets parkedBit: one or the other, in one atomic step. Either way it clears
	// token, which is wokenBit for the designated waiter and 0 for a newcomer.
	claim(tag, token uint64) bool
	// tidy clears parkedBit if nobody is queued.
	tidy()
}

// A newcomer spins for some 50 ns before it queues: long enough for a short critical section on another processor to end,
// too short to be missed by whoever else could run on this one.
const (
	spinRounds = 4
	spinTurns  = 30
)

// spin gives the holder a moment, and reports whether try succeeded in it.
func spin(try func(tag uint64) bool, tag uint64) bool {
	for range spinRounds {
		for range spinTurns {
		}
		if try(tag) {
			return true
		}
	}
	return false
}

// compete waits until it has won c or lim has passed.
func compete(c contest, mu *sync.Mutex, list *waitList, tag uint64, lim limit) bool {
	w := newWaiter(mu)
	defer w.free()
	w.tag, w.since = tag, age()
	for token := uint64(0); ; token = wokenBit {
		mu.Lock()
		if c.claim(tag, token) {
			mu.Unlock()
			return true
		}
		if w.late {
			c.tidy()
			mu.Unlock()
			return false
		}
		if token == 0 {
			list.pushBack(w)
		} else {
			list.pushFront(w)
		}
		switch w.park(lim) {
		case granted:
			return true
		case expired:
			mu.Lock()
			c.tidy()
			mu.Unlock()
			return false
		}
	}
}

// starved reports whether w has waited so long that it must be given its turn.
func (w *waiter) starved() bool { return age()-w.since > fairAfter }

// age is a clock that is good for differences. It reads one of the system's two clocks, where time.Now reads both.
func age() time.Duration { return time.Since(birth) }

var birth = time.Now()
