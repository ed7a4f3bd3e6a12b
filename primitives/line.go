package primitives

import (
	"sync"
	"sync/atomic"
)

// A line is where goroutines wait in the order of their arrival. Those who may give up are on a list, each with a Cond of its
// own; those who wait for ever are in a crowd and share one, which costs less to wait on, and much less to wake all at once. A
// sync.Cond serves first who came first, so it is enough to know how many of the crowd came between two of the list:
//
//	ahead          2 of the crowd
//	list.head      who may give up, with 0 behind
//	list.tail      who may give up, with 3 behind
//
// The mutex of the primitive guards it, as it does a list.
type line struct {
	list  waitList
	crowd sync.Cond
	ahead int
	// told is the edge from the waker to the crowd in the race detector's eyes: see waiter.verdict.
	told atomic.Uint32
}

// waitWithin waits for a wake-up within a limit, and reports whether it came. The caller holds mu and loses it.
func (l *line) waitWithin(mu *sync.Mutex, lim limit) bool {
	w := newWaiter(mu)
	w.ahead = &l.ahead
	l.list.pushBack(w)
	woken := w.park(lim) == granted
	w.free()
	return woken
}

// join makes the caller one of the crowd: it must call crowd.Wait next, without letting go of mu, which it then loses, and seen
// after that. A wait is not a call of its own because a goroutine that was switched to returns slowly: the processor has
// learnt the returns of another. Each level of calls above the switch costs some 15 ns.
func (l *line) join(mu *sync.Mutex) {
	if l.crowd.L == nil {
		l.crowd.L = unlocker{mu}
	}
	if l.list.empty() {
		l.ahead++
	} else {
		l.list.tail.behind++
	}
}

func (l *line) seen() {
	if raceEnabled {
		l.told.Load()
	}
}

// wake wakes the n who have waited longest, or all if they are fewer.
func (l *line) wake(n int) {
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

// wakeAll wakes all who wait.
func (l *line) wakeAll() {
	if raceEnabled {
		l.told.Add(1)
	}
	l.list.wakeAll(granted)
	if l.ahead > 0 { // as many as there are in the crowd, by now
		l.ahead = 0
		l.crowd.Broadcast()
	}
}

func (l *line) empty() bool { return l.ahead == 0 && l.list.empty() }

func (l *line) len() int {
	n := l.ahead
	for w := l.list.head; w != nil; w = w.next {
		n += 1 + w.behind
	}
	return n
}

// passOn gives those of the crowd who are behind w to whoever is before it.
func (w *waiter) passOn() {
	if w.prev != nil {
		w.prev.behind += w.behind
	} else {
		*w.ahead += w.behind
	}
	w.behind = 0
}
