package primitives

import (
	"sync"
	"time"
)

// A gil is a global interpreter lock: [standardGIL], or [fairGIL].
type gil interface {
	// take waits for the GIL. It reports false, without it, for a thread that must end instead, and when lim is over, which
	// it looks at once in an interval.
	take(t *Thread, lim limit) bool
	// drop lets go of the GIL. If t was asked to, it returns only after another thread has taken it.
	drop(t *Thread)
	// finalDrop lets go of the GIL at the end of a thread, which waits for no successor.
	finalDrop()
	// state is what there is in every kind.
	state() *gilState
}

// gilState is the part of a GIL that does not depend on who is next.
type gilState struct {
	mu        sync.Mutex
	switching waitList // for somebody else to have taken it. CPython: switch_cond

	locked   bool
	holder   *Thread       // the last thread to take it. CPython: last_holder
	since    time.Duration // when it took it, or was last accounted for, by [age]
	wanting  int           // threads inside take: waiting, or woken and on their way
	interval time.Duration
	wakeUp   time.Duration
	stats    GILStats
}

func (g *gilState) state() *gilState { return g }

// minInterval is the least interval that is waited for. A smaller one is stored as it is set, in whole microseconds.
const minInterval = time.Microsecond

func (g *gilState) intervalFromNow() limit { return within(max(g.interval, minInterval)) }

// give makes t the holder. The caller holds g.mu, as in all that follows.
func (g *gilState) give(t *Thread) {
	g.locked = true
	g.since = age()
	if g.holder != t {
		g.holder = t
		g.stats.Switches++
	}
	g.switching.wakeAll(granted)
	t.breaker.And(^uint32(dropRequest))
}

// request asks the holder to let go.
func (g *gilState) request() {
	g.holder.breaker.Or(dropRequest)
	g.stats.DropRequests++
}

// account adds up how long the holder has had it, up to now.
func (g *gilState) account() {
	now := age()
	held := now - g.since
	g.since = now
	g.stats.Held += held
	g.holder.held += held
}

// awaitSwitch is the forced switch: t, which was asked to let go and has, stays away until another has taken the GIL.
func (g *gilState) awaitSwitch(t *Thread) {
	if t.breaker.Load()&dropRequest == 0 {
		return
	}
	t.breaker.And(^uint32(dropRequest))
	if g.wanting > 0 && g.holder == t { // always, unless the one that asked has given up, or already has it
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

// wake spends the time that a sleeper needs between being woken and running: see [WakeUp].
func (g *gilState) wake() {
	if d := g.wakeUp; d > 0 {
		g.mu.Unlock()
		time.Sleep(d)
		g.mu.Lock()
	}
}
