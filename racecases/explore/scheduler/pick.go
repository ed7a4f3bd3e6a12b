package scheduler

import (
	"fmt"
	"math/bits"
)

// afterMain bounds how often the clock is advanced for those that are left when
// the main goroutine has ended. Who sleeps more often never ends.
const afterMain = 1000

// onlyClock bounds how often the clock is advanced because nobody can go on. A
// program that goes on for so long only because of its own timeouts has no end.
const onlyClock = 10_000

// often is after how many steps a schedule asks whether it is too late to go on.
const often = 1024

// pick decides who has the next turn; nil ends the schedule.
func (r *Run) pick() *goroutine {
	if r.intruded() {
		return nil
	}
	if r.outlive && r.main.ended && !r.main.exited || r.steps%often == 0 && r.late.Load() {
		r.over = true
		return nil
	}
	if r.steps++; r.steps > r.most && r.changed > r.most/2 {
		r.over, r.long = true, true
		return nil
	} else if r.steps > r.most {
		r.endless("no end after %d steps", r.most)
		return nil
	}
	if f := r.knotted(); f != nil {
		r.fail(f)
		return nil
	}
	r.wild = r.wild || len(r.clock.timers) > 0
	r.clock.step()
	var prefer *goroutine
	for {
		enabled := r.enabled(prefer)
		if len(enabled) == 0 {
			if r.main.ended {
				r.clock.late++
			}
			if r.clock.late > afterMain || !r.clock.fire() {
				if r.guide != nil {
					r.guide.rest(r)
				}
				r.over, r.failure = true, r.stuck()
				return nil
			}
			if r.clock.exact || r.clock.patient {
				r.quiet++
			}
			if r.clock.idle++; r.clock.idle > onlyClock {
				r.endless("no end: %d times nobody could go on before some time had passed", onlyClock)
				return nil
			}
			continue
		}
		took := r.turn(enabled)
		if r.err != nil || took < 0 {
			r.over, r.gaveUp = true, took < 0
			return nil
		}
		if took < len(enabled) {
			g := enabled[took]
			r.mix(uint32(g.id))
			r.took = took
			if prefer != nil && took == 0 {
				r.took = 1 // it is the clock's doing that this one runs
			}
			return g
		}
		r.wild = true
		prefer = r.wokenBy(r.clock.fire)
	}
}

func (r *Run) endless(format string, args ...any) {
	shown(func() {
		r.fail(&Failure{Kind: StepLimit, Message: fmt.Sprintf(format, args...), Waits: r.waits()})
	})
}

// enabled lists who can go on. The default comes first: the preferred one, or the
// running one unless it has had its share, then the others in a circle.
func (r *Run) enabled(prefer *goroutine) []*goroutine {
	r.order = r.order[:0]
	first := prefer
	if first == nil && r.cur != nil && !r.cur.ended && !r.cur.yields && r.streak < fair {
		first = r.cur
	}
	if first != nil && ready(first) {
		r.order = append(r.order, first)
	}
	last := -1
	if r.cur != nil {
		last = r.cur.id
	}
	for _, later := range []bool{true, false} {
		for _, g := range r.live {
			if g != first && (g.id > last) == later && ready(g) {
				r.order = append(r.order, g)
			}
		}
	}
	return r.order
}

func ready(g *goroutine) bool { return g.gate == nil || g.gate.Ready() }

// wokenBy returns the first goroutine that can go on after an event and
// could not before, or was not there.
func (r *Run) wokenBy(event func() bool) *goroutine {
	for _, g := range r.live {
		g.awake = ready(g)
	}
	event()
	for _, g := range r.live {
		if !g.awake && ready(g) {
			return g
		}
	}
	return nil
}

// Choose lets the schedule decide between n alternatives and returns one of them,
// from 0, the default, to n-1.
func (r *Run) Choose(n int) int {
	if n < 2 || r.over || r.idle {
		return 0
	}
	if r.guide != nil {
		r.guided(r.guide.choose(n))
		return r.took
	}
	p := r.point
	r.point++
	took := 0
	switch {
	case len(r.plan) > 0 && r.plan[0].Point == p:
		took = r.plan[0].Alternative
		r.plan = r.plan[1:]
		if took >= n {
			r.err = fmt.Errorf("point %d has %d alternatives, and the schedule takes number %d: it is of another program", p, n, took)
			return 0
		}
		if len(r.plan) == 0 && r.expect != 0 && r.expect != r.hash {
			r.err = fmt.Errorf("the program does not repeat itself: at point %d it is not where the same schedule had led it before", p)
			return 0
		}
	case r.collect && len(r.plan) == 0:
		r.points = append(r.points, point{uint32(n), r.hash})
	}
	r.mix(uint32(n)<<16 | uint32(took))
	r.took = took
	return took
}

// mix adds to the fingerprint of what happened, which is never 0.
func (r *Run) mix(x uint32) {
	r.hash = bits.RotateLeft32((r.hash^x)*0x9E3779B1, 15) | 1
}
