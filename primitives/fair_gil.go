package primitives

import "slices"

// A fairGIL is not CPython's: it is handed over. Whoever lets go makes the thread that came first the holder, at once, so
// nobody can take the GIL between being woken and running, and nobody waits for more turns than there are threads before it.
// When to ask is as in [standardGIL]; for whom is not: the request serves the first in line.
//
// The price is that the GIL stays taken while its new holder wakes up, at each wait, however short.
type fairGIL struct {
	gilState
	line []*place // oldest first; empty unless locked
}

// A place is a thread's place in the line. It keeps it however often its wait is begun again.
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
	g.line = append(g.line, p)
	for {
		seen := g.stats.Switches
		v := g.await(&p.waitList, g.intervalFromNow(), asleep)
		switch {
		case !slices.Contains(g.line, p):
			return g.accept(t, v)
		case t.breaker.Load()&mustEnd != 0 || lim.over():
			g.line = slices.DeleteFunc(g.line, func(q *place) bool { return q == p })
			return false
		case g.stats.Switches == seen:
			g.request()
		}
	}
}

// accept is for a thread that was made the holder while it waited, woken for that or not.
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

// handOver makes the first in line the holder, or nobody.
func (g *fairGIL) handOver() {
	g.account()
	g.locked = false
	if len(g.line) == 0 {
		return
	}
	p := g.line[0]
	g.line = g.line[1:]
	g.give(p.t)
	p.wakeFirst(granted) // unless its interval has just passed: it will look
}
