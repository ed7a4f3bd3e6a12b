package scheduler

// lateCheck is after how many steps a run checks whether the budget is spent.
const lateCheck = 1024

// next returns the goroutine that takes the next step; nil ends the schedule.
func (r *Run) next() *goroutine {
	if r.raced() || r.intruded() || !r.mayStep() {
		return nil
	}
	r.passTime()
	var preferred *goroutine
	for {
		c := candidates{goroutines: r.enabled(preferred)}
		if len(c.goroutines) == 0 {
			if !r.letTimePass() {
				return nil
			}
			continue
		}
		if len(r.clock.timers) > 0 {
			c.clock, c.withheld = r.clock.offers()
			r.withheld = r.withheld || c.withheld
		}
		took := r.pick(c)
		if r.over {
			return nil
		}
		if took < len(c.goroutines) {
			if preferred != nil && took == 0 {
				r.last = 1 // the default without the early timer was another goroutine
			}
			return c.goroutines[took]
		}
		preferred = r.wokenBy(r.fireEarly)
	}
}

// letTimePass fires the next timer because no goroutine is enabled. Where steps take no
// time that is a choice like another, with one candidate.
func (r *Run) letTimePass() bool {
	if r.clock.still && r.clock.earliest() != nil && r.pick(candidates{clock: true}) < 0 {
		return false
	}
	return r.advanceClock()
}

// pick asks the strategy for one of the candidates, and ends the run if it has none
// to offer.
func (r *Run) pick(c candidates) int {
	took := r.strategy.pickNext(r, c)
	if r.err != nil || took < 0 {
		r.over, r.abandoned = true, took < 0
		return took
	}
	if c.len() > 1 || c.withheld {
		r.decide(took)
	}
	r.last = took
	return took
}

// mayStep counts a step and reports whether there is another one; if not, it ends the
// run.
func (r *Run) mayStep() bool {
	if r.allowLeaks && r.main.ended && !r.main.exited || r.steps%lateCheck == 0 && r.late.Load() {
		r.over = true
		return false
	}
	if r.steps++; r.steps > r.maxSteps {
		if r.reachLimit(); r.over {
			return false
		}
	}
	if f := r.lastingCycle(); f != nil {
		r.fail(f)
		return false
	}
	return true
}

// advanceClock fires the next timer because no goroutine is enabled. If there is none
// it ends the run: by a deadlock, a leak, or because the program is done.
func (r *Run) advanceClock() bool {
	c := &r.clock
	if r.main.ended {
		c.advancesAfter++
	}
	if c.exact || c.noEarly || c.patient {
		c.quiescences++
	}
	ended := r.main.ended && (!r.main.exited && len(r.leaked()) == 0 || len(r.leftInBubble()) > 0)
	if ended || c.advancesAfter > afterMain || !r.fire() {
		r.strategy.onDeadlock(r)
		r.over, r.failure = true, r.blocked()
		return false
	}
	c.advances++
	if f := r.neverEnds(); f != nil {
		r.fail(f)
		return false
	}
	return true
}
