package primitives

import (
	"sync"
	"sync/atomic"
)

// A waitQueue holds waiting goroutines in the order of their arrival. A wait with a limit has a waiter of its own on the list.
// Waits without a limit form the crowd and share one Cond, which costs less to wait on, and much less to wake all at once. A
// sync.Cond wakes in the order of arrival, so counting how many of the crowd came between two waiters of the list is enough:
//
//	ahead          2 of the crowd
//	list.head      a wait with a limit, 0 of the crowd behind it
//	list.tail      a wait with a limit, 3 of the crowd behind it
//
// The mutex of the primitive guards a waitQueue, as it guards a waitList. The zero value is empty.
type waitQueue struct {
	list  waitList
	crowd sync.Cond
	ahead int
	// told shows the race detector the edge from the waker to the crowd: see waiter.verdict.
	told atomic.Uint32
}

// waitWithin waits for a wake-up within a limit, and reports whether it came. The caller holds mu; waitWithin releases it.
func (l *waitQueue) waitWithin(mu *sync.Mutex, lim limit) bool {
	w := l.enlist(mu)
	woken := w.park(lim) == granted
	w.free()
	return woken
}

// enlist adds a waiter of its own for the caller, which must park it next, still holding mu, and free it after that.
func (l *waitQueue) enlist(mu *sync.Mutex) *waiter {
	w := newWaiter(mu)
	w.ahead = &l.ahead
	l.list.pushBack(w)
	return w
}

// join adds the caller to the crowd: it must call crowd.Wait next, still holding mu, which crowd.Wait releases, and seen after
// that. The three calls are not one method because a goroutine returns slowly after a switch: the processor's return predictor
// holds another goroutine's calls. Each level of calls above the switch costs some 15 ns.
func (l *waitQueue) join(mu *sync.Mutex) {
	if l.crowd.L == nil {
		l.crowd.L = unlocker{mu}
	}
	if l.list.empty() {
		l.ahead++
	} else {
		l.list.tail.behind++
	}
}

// seen completes the edge that wake and wakeAll began, for the race detector.
func (l *waitQueue) seen() {
	if raceEnabled {
		l.told.Load()
	}
}

// wake wakes the n goroutines that have waited longest, or all if there are fewer.
func (l *waitQueue) wake(n int) {
	if raceEnabled {
		l.told.Add(1)
	}
	for ; n > 0; n-- {
		if l.ahead > 0 {
			l.ahead--
			l.crowd.Signal()
		} else if !l.list.wakeFirst(granted) {
			return
		}
	}
}

// wakeAll wakes every waiting goroutine.
func (l *waitQueue) wakeAll() {
	if raceEnabled {
		l.told.Add(1)
	}
	l.list.wakeAll(granted)
	if l.ahead > 0 { // all that is left is the crowd
		l.ahead = 0
		l.crowd.Broadcast()
	}
}

func (l *waitQueue) empty() bool { return l.ahead == 0 && l.list.empty() }

func (l *waitQueue) len() int {
	n := l.ahead
	for w := l.list.head; w != nil; w = w.next {
		n += 1 + w.behind
	}
	return n
}

// passOn adds the crowd counted behind w to the count before it.
func (w *waiter) passOn() {
	if w.prev != nil {
		w.prev.behind += w.behind
	} else {
		*w.ahead += w.behind
	}
	w.behind = 0
}
