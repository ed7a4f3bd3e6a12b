package primitives

import (
	"sync"
	"time"
)

// A gil is the global interpreter lock of CPython 3.13 (Python/ceval_gil.c), step by step:
//
//   - A thread that wants it first waits for a whole switch interval and disturbs nobody. Only if no switch at all happened
//     meanwhile does it ask the holder, and the holder alone, to let go.
//   - The holder finds the request at its next checkpoint. Having let go on request it does not run on until another thread
//     has taken the GIL (forced switching); letting go in order to wait forces nothing unless it was asked as well.
//   - Letting go wakes one waiter and hands nothing over: whoever comes first gets it. A waiter that loses waits for another
//     whole interval.
//
// That is why a thread that often waits does badly beside one that computes (the convoy effect), why several that compute
// can starve it, and why nothing here promises fairness.
//
// Where CPython uses two mutexes and two condition variables, one mutex and two lists do.
type gil struct {
	mu        sync.Mutex
	waiting   waitList // for the GIL to be let go. CPython: cond
	switching waitList // for somebody else to have taken it. CPython: switch_cond

	locked   bool
	holder   *Thread // the last thread to take it. CPython: last_holder
	wanting  int     // threads inside take: waiting, or woken and on their way
	interval time.Duration
	stats    GILStats
}

// minInterval is the least interval that is waited for. A smaller one is stored as it is set, in whole microseconds.
const minInterval = time.Microsecond

// take waits for the GIL. It reports false, without it, for a thread that must end instead, and when lim is over, which it
// looks at once in an interval.
func (g *gil) take(t *Thread, lim limit) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.wanting++
	defer func() { g.wanting-- }()
	for g.locked {
		if t.breaker.Load()&mustEnd != 0 || lim.over() {
			return g.giveUp()
		}
		seen := g.stats.Switches
		if g.await(&g.waiting, within(max(g.interval, minInterval))) == expired && g.locked && g.stats.Switches == seen {
			g.holder.breaker.Or(dropRequest)
			g.stats.DropRequests++
		}
	}
	if t.breaker.Load()&mustEnd != 0 {
		return g.giveUp()
	}
	g.locked = true
	if g.holder != t {
		g.holder = t
		g.stats.Switches++
	}
	g.switching.wakeAll(granted)
	t.breaker.And(^uint32(dropRequest))
	return true
}

// giveUp passes on what a thread that leaves take without the GIL was woken for. Nobody waits in switching for this thread: it
// leaves while somebody holds the GIL, or after the finalising thread has held it, and whoever takes it empties that list.
func (g *gil) giveUp() bool {
	if !g.locked {
		g.waiting.wakeFirst(retry)
	}
	return false
}

// drop lets go of the GIL. If t was asked to, it returns only after another thread has taken it.
func (g *gil) drop(t *Thread) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.holder = t
	g.unlock()
	if t.breaker.Load()&dropRequest == 0 {
		return
	}
	t.breaker.And(^uint32(dropRequest))
	if g.wanting > 0 { // always, unless the one that asked has given up
		g.stats.ForcedWaits++
		g.await(&g.switching, limit{})
	}
}

// finalDrop lets go of the GIL at the end of a thread.
func (g *gil) finalDrop() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.unlock()
}

func (g *gil) unlock() {
	g.locked = false
	g.waiting.wakeFirst(retry)
}

// await parks the caller on a list, and returns with the mutex held again.
func (g *gil) await(list *waitList, lim limit) verdict {
	w := newWaiter(&g.mu)
	defer w.free()
	list.pushBack(w)
	v := w.park(lim)
	g.mu.Lock()
	return v
}
