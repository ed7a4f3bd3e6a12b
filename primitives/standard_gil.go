package primitives

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
// CPython wakes "whichever the operating system picks". That is not a fair draw, and not the oldest. A waiter that has just
// asked is on a processor: it is back in its wait for a moment only when the holder finds the request, while the others sleep
// and must be woken. So it gets what it asked for. Here it goes to the front of the list for that reason, and everybody else,
// on each new wait, to the back.
//
// Among several threads that compute this makes the starvation. They ask for the GIL in turn and get it in turn, a little
// more than an interval apart. A thread that came back from a wait between two switches sees one of them in each interval
// that it waits, and never asks. It drifts: its intervals follow one another at once, while between two switches a checkpoint
// has to come as well. Only when it has drifted across a switch, and an interval without one is its own, does it ask, and get
// the GIL. (Were the oldest woken, the requests of those that compute would serve it, and it would do better beside two of
// them than beside one.)
//
// Where CPython uses two mutexes and two condition variables, one mutex and two lists do.
type standardGIL struct {
	gilState
	waiting waitList // for the GIL to be let go. CPython: cond
}

func (g *standardGIL) take(t *Thread, lim limit) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.wanting++
	defer func() { g.wanting-- }()
	for asked := false; g.locked; {
		if t.breaker.Load()&mustEnd != 0 || lim.over() {
			return g.giveUp()
		}
		seen := g.stats.Switches
		v := g.await(&g.waiting, g.intervalFromNow(), asked)
		if v == retry && !asked {
			g.wake()
		}
		asked = v == expired && g.locked && g.stats.Switches == seen
		if asked {
			g.request()
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
		g.waiting.wakeFirst(retry)
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
	g.waiting.wakeFirst(retry)
}
