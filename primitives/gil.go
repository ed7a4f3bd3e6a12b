package primitives

import (
	"sync"
	"time"
)

// A gil is a global interpreter lock: [standardGIL], or [fairGIL].
type gil interface {
	// take waits for the GIL. It reports false, without the GIL, for a thread that must end, and when lim has passed; both may
	// take a switch interval.
	take(t *Thread, lim limit) bool
	// drop releases the GIL. If t was asked to, it returns only after another thread has taken it.
	drop(t *Thread)
	// finalDrop releases the GIL at the end of a thread, which waits for no successor.
	finalDrop()
	// state is the part that every kind has.
	state() *gilState
}

// gilState is the part of a GIL that does not depend on how the next holder is chosen.
type gilState struct {
	mu        sync.Mutex
	switching waitList // threads that released on request wait here until another has taken it. CPython: switch_cond

	locked   bool
	holder   *Thread       // the last thread to take it. CPython: last_holder
	since    time.Duration // when holder took it, or account last ran, by [age]
	wanting  int           // threads inside take without the GIL: waiting, or woken and not running yet
	interval time.Duration
	wakeUp   time.Duration
	stats    GILStats
}

func (g *gilState) state() *gilState { return g }

// minInterval is the shortest wait. A smaller interval is stored as it is set, in whole microseconds.
const minInterval = time.Microsecond

func (g *gilState) intervalFromNow() limit { return within(max(g.interval, minInterval)) }

// give makes t the holder. The caller holds g.mu, as for all methods below.
func (g *gilState) give(t *Thread) { g.giveAt(t, age()) }

// giveAt is give where the caller has read the clock.
func (g *gilState) giveAt(t *Thread, now time.Duration) {
	g.locked = true
	g.since = now
	if g.holder != t {
		g.holder = t
		g.stats.Switches++
	}
	g.switching.wakeAll(granted)
	if t.breaker.Load()&dropRequest != 0 {
		t.breaker.And(^uint32(dropRequest))
	}
}

// request asks the holder to release the GIL.
func (g *gilState) request() {
	g.holder.breaker.Or(dropRequest)
	g.stats.DropRequests++
}

// account adds the time since the last account to what the holder has held the GIL. It returns the present time, by age.
func (g *gilState) account() (now time.Duration) {
	now = age()
	held := now - g.since
	g.since = now
	g.stats.Held += held
	g.holder.held += held
	return now
}

// awaitSwitch is the forced switch: t, which has released the GIL on request, waits until another thread has taken it.
func (g *gilState) awaitSwitch(t *Thread) {
	if t.breaker.Load()&dropRequest == 0 {
		return
	}
	t.breaker.And(^uint32(dropRequest))
	if g.wanting > 0 && g.holder == t { // always, unless the asking thread has given up, or has taken it already
		g.stats.ForcedWaits++
		g.await(&g.switching, limit{}, asleep)
		g.wake()
	}
}

// await parks the caller on a list, with its tickets, and returns with the mutex held again.
func (g *gilState) await(list *waitList, lim limit, tickets uint64) verdict {
	w := newWaiter(&g.mu)
	defer w.free()
	w.tag = tickets
	list.pushBack(w)
	v := w.park(lim)
	g.mu.Lock()
	return v
}

// wake sleeps for the time that a waiter needs between being woken and running: see [WithWakeUp].
func (g *gilState) wake() {
	if d := g.wakeUp; d > 0 {
		g.mu.Unlock()
		time.Sleep(d)
		g.mu.Lock()
	}
}
