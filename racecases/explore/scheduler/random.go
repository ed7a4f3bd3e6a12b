package scheduler

// A randomWalk takes every alternative with the same probability. Its first schedule is
// the default one, which says how long the program is. It never ends by itself.
type randomWalk struct {
	base
	rng      rng
	defaults bool // this run is the default one
}

func (w *randomWalk) next(a *Answer) bool {
	if a.Verdict == Fails {
		return false
	}
	if w.defaults = a.Schedules == 0; !w.defaults {
		a.Delays = 0
	}
	return true
}

func (w *randomWalk) pickNext(r *Run, c candidates) int { return w.pickAlternative(r, c.len()) }

func (w *randomWalk) pickAlternative(r *Run, n int) int {
	if !w.draws(r) {
		return 0
	}
	return w.rng.below(n)
}

// draws reports whether a run is drawn, and not the default one or its fair end.
func (w *randomWalk) draws(r *Run) bool { return !w.defaults && !r.fair }

// An rng generates pseudo-random numbers (splitmix64): the race detector would see that
// of the standard library.
type rng uint64

func (g *rng) next() uint64 {
	*g += 0x9E3779B97F4A7C15
	z := uint64(*g)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

func (g *rng) below(n int) int { return int(g.next() >> 1 % uint64(n)) }

// Mix returns a number that shows no pattern when n is counted up.
func Mix(n uint64) uint64 {
	g := rng(n)
	return g.next()
}
