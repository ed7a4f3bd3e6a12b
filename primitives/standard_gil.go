package primitives

import "math/rand/v2"

// A standardGIL is the global interpreter lock of CPython 3.13 (Python/ceval_gil.c), step by step:
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
// # Which waiter
//
// CPython wakes "whichever the operating system picks", and whoever runs first has it. Here that is a draw, from a generator
// with a seed of its own ([Seed]), so that a program in a bubble of testing/synctest runs the same way each time. It is not a
// fair draw: a waiter that has just asked is on a processor, back in its wait for a moment only when the holder finds the
// request, while the others sleep. So it has two tickets, and everybody else has one.
//
// Among several threads that compute, this makes the starvation. They ask in turn, about once in an interval. A thread that came
// back from a wait between two switches sees one of them in each interval that it waits, and never asks itself: it can only win
// what another has asked for. Beside two that compute it has one ticket of three: an even chance needs two switches, nine
// chances of ten need six. CPython 3.13 shows the same, latencies spread over several intervals with a long tail, beside two
// threads that compute, and hardly any spread beside one. (Were the oldest woken it would win the first request of another, and
// do better beside two threads than beside one; were the one that asks always woken, it could wait for seconds.)
//
// Where CPython uses two mutexes and two condition variables, one mutex and two lists do.
type standardGIL struct {
	gilState
	waiting waitList // for the GIL to be let go. CPython: cond
	luck    rand.PCG
}

// Tickets in the draw.
const (
	asleep = 1
	awake  = 2
)

func (g *standardGIL) take(t *Thread, lim limit) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.wanting++
	defer func() { g.wanting-- }()
	for tickets := uint64(asleep); g.locked; {
		if t.breaker.Load()&mustEnd != 0 || lim.over() {
			return g.giveUp()
		}
		seen := g.stats.Switches
		v := g.await(&g.waiting, g.intervalFromNow(), tickets)
		if v == retry && tickets == asleep {
			g.wake()
		}
		tickets = asleep
		if v == expired && g.locked && g.stats.Switches == seen {
			g.request()
			tickets = awake
		}
	}
	if t.breaker.Load()&mustEnd != 0 {
		return g.giveUp()
	}
	g.give(t)
	return true
}

// giveUp passes on what a thread that leaves take without the GIL was woken for. Nobody waits in switching for this thread: it
// leaves while somebody holds the GIL, or after the finalising thread has held it, and whoever takes it empties that list.
func (g *standardGIL) giveUp() bool {
	if !g.locked {
		g.signal()
	}
	return false
}

func (g *standardGIL) drop(t *Thread) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.holder = t
	g.unlock()
	g.awaitSwitch(t)
}

func (g *standardGIL) finalDrop() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.unlock()
}

func (g *standardGIL) unlock() {
	g.account()
	g.locked = false
	g.signal()
}

// signal wakes one waiter, if there is any.
func (g *standardGIL) signal() {
	total := uint64(0)
	for w := g.waiting.head; w != nil; w = w.next {
		total += w.tag
	}
	if total == 0 {
		return
	}
	w := g.waiting.head
	for drawn := g.luck.Uint64() % total; drawn >= w.tag; w = w.next {
		drawn -= w.tag
	}
	g.waiting.remove(w)
	w.wake(retry)
}
