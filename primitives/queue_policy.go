package primitives

import (
	"sync"
	"time"
)

// Lock, RLock and Semaphore share one policy, that of CPython's PyMutex (Python/lock.c) and of Go's sync.Mutex:
//
//   - Barging. A release frees the lock or permit and wakes the oldest waiter, which then competes with running goroutines.
//     A running one usually wins, without a switch: that is where the speed comes from.
//   - One designated waiter. While a woken waiter has not decided yet (wokenBit) releases wake no other: at most one
//     goroutine is woken in vain.
//   - Bounded unfairness. A waiter that loses goes back to the head, and when the head has waited for more than
//     fairAfter the release hands the lock or permit over to it, without ever freeing it. A lock checks the head's age on
//     every release that may wake a waiter, and on some of the others: the designated waiter may take long to run. Between two
//     hand-overs a lock wakes a waiter once, and the releases until that one runs, or [handOverEvery] of them, are for barging.
//
// The two low bits of the state words:
//
//	63                                2      1      0
//	+----------------------------------+------+------+
//	| permits, or the owner's tag      | woken|parked|
//	+----------------------------------+------+------+
//
// parked: the list may have waiters, so a release must take the mutex. Set and cleared under the mutex only; it may stay set
// for a moment over an empty list. woken: a waiter that has left the list has not decided yet. Set under the mutex, cleared
// by that waiter.
const (
	parkedBit = 1 << 0
	wokenBit  = 1 << 1
	flagBits  = parkedBit | wokenBit
	unit      = 1 << 2 // one permit
)

// fairAfter is CPython's TIME_TO_BE_FAIR_NS.
const fairAfter = time.Millisecond

// A contest is a lock or a count of permits that goroutines compete for. The caller of claim and tidy holds its mutex.
type contest interface {
	// woken is called by the designated waiter when it runs, before it claims.
	woken()
	// claim takes the lock or permit if it is free, else sets parkedBit: one or the other, in one atomic step. Either way it clears
	// token, which is wokenBit for the designated waiter and 0 for a newcomer.
	claim(tag, token uint64) bool
	// tidy clears parkedBit if the list is empty.
	tidy()
}

// A newcomer spins for some 50 ns before it queues: long enough for a short critical section on another processor to end,
// too short to matter to other goroutines that could run on this one.
const (
	spinRounds = 3
	spinTurns  = 40
)

// spin tries again for about 50 ns. It reports whether try succeeded.
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
		case retry:
			c.woken()
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

// starved reports whether w has waited for more than fairAfter, so that a release must hand over to it.
func (w *waiter) starved() bool { return age()-w.since > fairAfter }

// age is a monotonic clock, for differences only. It reads one of the system's two clocks, where time.Now reads both.
func age() time.Duration { return time.Since(birth) }

var birth = time.Now()

// realTime reports whether now, by age, was read outside the bubbles of testing/synctest. Their clocks begin in the year 2000, before any
// program's birth, and a bubble whose clock has gone on past that has gone on by more than a year, with all but certainty. A program that
// has run for a year is taken for one in a bubble.
func realTime(now time.Duration) bool {
	const year = 365 * 24 * time.Hour
	return 0 <= now && now < year
}
