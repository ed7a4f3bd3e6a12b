package primitives

import "math/rand/v2"

// A standardGIL is the global interpreter lock of CPython 3.13 (Python/ceval_gil.c), step by step:
//
//   - A thread that needs it first waits for a whole switch interval. Only if no switch happened meanwhile does it ask the
//     holder to release it.
//   - The holder finds the request at its next checkpoint. After a release on request it does not run on until another thread
//     has taken the GIL (forced switching); a release before a wait forces nothing unless it was requested as well.
//   - A release wakes one waiter and hands nothing over: the first thread to run gets it. A waiter that loses waits for
//     another whole interval.
//
// That is why a thread that often waits does badly beside one that computes (the convoy effect), why several that compute
// can starve it, and why this GIL is not fair.
//
// # Which waiter
//
// CPython wakes "whichever the operating system picks", and the first thread to run has it. Here that is a draw, from a
// generator with a seed of its own ([WithSeed]), so that a program in a bubble of testing/synctest runs the same way each time. The
// draw is not uniform: a waiter that has just asked is on a processor, and has been back in its wait for a moment only when the
// holder finds the request, while the others sleep. So it has two tickets, and each other waiter has one.
//
// Among several threads that compute, this causes the starvation. They ask in turn, about once in an interval. A thread that came
// back from a wait between two switches sees one of them in each interval that it waits, and never asks itself: it can only win
// the GIL after another thread's request. Beside two that compute it has one ticket of three: an even chance needs two
// switches, nine chances of ten need six. CPython 3.13 shows the same, latencies spread over several intervals with a long
// tail, beside two threads that compute, and hardly any spread beside one. (If a release woke the oldest waiter, that thread
// would win the first request, and do better beside two threads than beside one; if it always woke the asking one, the thread
// could wait for seconds.)
//
// Where CPython uses two mutexes and two condition variables, one mutex and two lists do.
type standardGIL struct {
	gilState
	waiting waitList // for a release of the GIL. CPython: cond
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

// giveUp passes the wake-up on for a thread that leaves take without the GIL. It need not wake the list switching: the thread
// leaves while another holds the GIL, or after the finalising thread has held it, and every thread that takes it empties that
// list.
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

// signal wakes one waiter, drawn by tickets, if there is any.
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
