package primitives

import "slices"

// A fairGIL is not CPython's: it is handed over. The releasing thread makes the oldest waiter the holder, at once, so no other
// thread can take the GIL before that waiter runs, and no thread waits for more turns than there are threads before it. A waiter
// asks when it would in [standardGIL], but its request serves the first in the queue.
//
// The price is that the GIL stays taken while its new holder wakes up, at each wait, however short.
type fairGIL struct {
	gilState
	queue []*place // oldest first; empty unless locked
}

// A place is a thread's place in the queue. The thread keeps it through all intervals of its wait.
type place struct {
	t *Thread
	waitList
}

func (g *fairGIL) take(t *Thread, lim limit) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if t.breaker.Load()&mustEnd != 0 {
		return false
	}
	if !g.locked {
		g.give(t)
		return true
	}
	g.wanting++
	defer func() { g.wanting-- }()
	p := &place{t: t}
	g.queue = append(g.queue, p)
	for {
		seen := g.stats.Switches
		v := g.await(&p.waitList, g.intervalFromNow(), asleep)
		switch {
		case !slices.Contains(g.queue, p):
			return g.accept(t, v)
		case t.breaker.Load()&mustEnd != 0 || lim.over():
			g.queue = slices.DeleteFunc(g.queue, func(q *place) bool { return q == p })
			return false
		case g.stats.Switches == seen:
			g.request()
		}
	}
}

// accept is the end of take for a thread that was made the holder while it waited, whether it was woken or timed out.
func (g *fairGIL) accept(t *Thread, v verdict) bool {
	if v == granted {
		g.wake()
	}
	if t.breaker.Load()&mustEnd != 0 {
		g.handOver()
		return false
	}
	return true
}

func (g *fairGIL) drop(t *Thread) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.handOver()
	g.awaitSwitch(t)
}

func (g *fairGIL) finalDrop() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.handOver()
}

// handOver makes the first in the queue the holder, or leaves the GIL unlocked.
func (g *fairGIL) handOver() {
	g.account()
	g.locked = false
	if len(g.queue) == 0 {
		return
	}
	p := g.queue[0]
	g.queue = g.queue[1:]
	g.give(p.t)
	p.wakeFirst(granted) // unless its interval has just passed: take then finds that p has left the queue
}
