package primitives

import "time"

// A fairGIL is not CPython's: it is handed over. The releasing thread makes the oldest waiter the holder, at once, so no other
// thread can take the GIL before that waiter runs, and no thread waits for more turns than there are threads before it.
//
// The holder is asked to release it when it has had it for a switch interval, and the oldest waiter has waited for one. That is
// when some waiter of a [standardGIL] would ask, if one came when the holder took it, as a thread does that released it on request.
// One timer for the whole queue does it: one for each wait costs more than a hand-over.
//
// The price is that the GIL stays taken while its new holder wakes up, at each wait, however short.
type fairGIL struct {
	gilState
	queue waitList      // oldest first; empty unless locked
	came  time.Duration // when the queue was last empty and a waiter came, by age
	took  time.Duration // when the holder took it, by age
	// timer calls tick; it is set whenever there are waiters. It may be set without them, so that a queue of one, which is empty
	// after each hand-over, needs no new one for each. It is nil when the GIL is free: a timer must not outlive the bubble of
	// testing/synctest that it was made in.
	timer *time.Timer
}

func (g *fairGIL) take(t *Thread, lim limit) bool {
	g.mu.Lock()
	if t.breaker.Load()&mustEnd != 0 {
		g.mu.Unlock()
		return false
	}
	if !g.locked {
		g.giveAt(t, age())
		g.mu.Unlock()
		return true
	}
	if g.queue.empty() {
		g.came = age()
		g.startTimer()
	}
	g.wanting++
	if lim.bounded() {
		return g.takeWithin(t, lim)
	}
	if t.turn == nil {
		t.turn = allocWaiter()
		t.turn.mu, t.turn.thread = &g.mu, t
	}
	g.queue.pushBack(t.turn)
	if t.turn.park(limit{}) == granted {
		return g.accept(t)
	}
	g.giveUp()
	return false
}

// takeWithin is the end of take for a wait with a limit, with a waiter of its own.
func (g *fairGIL) takeWithin(t *Thread, lim limit) bool {
	w := newWaiter(&g.mu)
	defer w.free()
	w.thread = t
	g.queue.pushBack(w)
	if w.park(lim) == granted {
		return g.accept(t)
	}
	g.giveUp()
	return false
}

func (g *fairGIL) giveUp() {
	g.mu.Lock()
	g.wanting--
	g.mu.Unlock()
}

// accept is the end of take for a thread that was made the holder while it waited.
func (g *fairGIL) accept(t *Thread) bool {
	if g.wakeUp > 0 {
		time.Sleep(g.wakeUp)
	}
	if t.breaker.Load()&mustEnd != 0 {
		g.finalDrop()
		return false
	}
	return true
}

// drop waits for no successor: that one has it already.
func (g *fairGIL) drop(t *Thread) {
	g.finalDrop()
	if t.breaker.Load()&dropRequest != 0 {
		t.breaker.And(^uint32(dropRequest))
	}
}

// finalDrop makes the first in the queue the holder, or leaves the GIL free.
func (g *fairGIL) finalDrop() {
	g.mu.Lock()
	now := g.account()
	if w := g.queue.head; w != nil {
		g.queue.remove(w)
		g.wanting--
		g.giveAt(w.thread, now)
		w.wake(granted)
	} else {
		g.locked = false
		g.stopTimer()
	}
	g.mu.Unlock()
}

// giveAt is give, at a time that the caller knows.
func (g *fairGIL) giveAt(t *Thread, now time.Duration) {
	g.gilState.giveAt(t, now)
	g.took = now
}

func (g *fairGIL) startTimer() {
	if g.timer == nil {
		g.timer = time.AfterFunc(g.intervalFromNow().d, g.tick)
	}
}

func (g *fairGIL) stopTimer() {
	if g.timer != nil {
		g.timer.Stop() // or its tick is about to begin, which changes nothing where nothing is due
		g.timer = nil
	}
}

// tick asks the holder for the GIL if that is due, and ends the waits of threads that must end.
func (g *fairGIL) tick() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.queue.empty() {
		g.stopTimer()
		return
	}
	interval := g.intervalFromNow().d
	rest := max(g.took, g.came) + interval - age()
	if rest <= 0 {
		g.request()
		rest = interval
	}
	for w := g.queue.head; w != nil; {
		next := w.next
		if w.thread.breaker.Load()&mustEnd != 0 {
			g.queue.remove(w)
			w.wake(expired)
		}
		w = next
	}
	g.timer.Reset(rest)
}
