package scheduler

import "time"

// progress is what a run remembers to tell a program without an end from a long one.
type progress struct {
	work   int    // the last step that may have changed what others see, or was no waiting
	before int    // the one before the step that runs
	busy   int    // steps since a goroutine has yielded
	main   moment // when the main goroutine took its last step
}

// A moment is a time, and how often the clock had been advanced because no goroutine was
// enabled.
type moment struct {
	advances int
	now      time.Duration
}

// advanced reports whether the clock was advanced so often since then that it took some
// time.
func (c *clock) advanced(since moment, times int, time time.Duration) bool {
	return c.advances-since.advances >= times && c.now-since.now >= time
}

// When the clock shows that a program has no end. The go command ends a test after ten
// minutes. What takes that time only to let timers fire, as rarely as they do, or one
// minute by timers that fire often, is no slow program, but one that waits for ever.
const (
	testLimit   = 10 * time.Minute
	rareFires   = 10_000
	oftenLimit  = time.Minute
	oftenFires  = 100_000
	afterMain   = 1000 // fires after the end of the main goroutine: goroutines that sleep again and again have leaked
	spinningFor = 2    // the part of the step limit in which nothing changes
)

// Looked declares that the running step only looks whether something has changed.
func (r *Run) Looked() { r.progress.work = r.progress.before }

// begins notes that a step begins. It counts as work until it says that it only looks. A
// goroutine that looks again and again and never yields is not waiting.
func (p *progress) begins(r *Run, g *goroutine) {
	p.before = p.work
	if p.busy++; g.yields {
		p.busy = 0
	} else {
		p.work = r.steps
	}
	if p.busy > fairShare {
		p.before = p.work
	}
	if g == r.main {
		p.main = moment{r.clock.advances, r.clock.now}
	}
}

// waitsForEver reports whether the main goroutine waits while others only go on because
// time passes. Time in a bubble costs nothing, and so a test may let hours pass.
func (r *Run) waitsForEver() bool {
	m, c := r.main, &r.clock
	if _, sleeps := m.guard.(*sleepGuard); sleeps || m.ended || m.ready() {
		return false
	}
	return c.advanced(r.progress.main, oftenFires, oftenLimit) || !c.exact && c.advanced(r.progress.main, rareFires, r.timeLimit)
}

// neverEnds returns the failure of a program whose clock was advanced for too long, or nil.
func (r *Run) neverEnds() *Failure {
	c := &r.clock
	if c.advances%1000 != 0 || c.advances < rareFires {
		return nil
	}
	switch {
	case r.waitsForEver():
		waited := (c.now - r.progress.main.now).Round(time.Second)
		return waiting(Deadlock, r.live, "main waits for ever: in %v nothing has woken it, and others go on only because time passes", waited)
	case !c.exact && c.advanced(moment{}, rareFires, r.timeLimit):
		return waiting(StepLimit, r.live, "no end: %v have passed, and goroutines go on only because time passes", c.now.Round(time.Second))
	}
	return nil
}

// reachLimit ends a run that has taken too many steps: by a failure if all goroutines
// have only looked, for long, whether something has changed. One that goes on because
// time passes has twice as many, to come to the limit of time. Without fair turns a loop that
// waits says nothing: a run that departed from the default lately goes on with the default
// alone until it has had them.
func (r *Run) reachLimit() {
	if r.clock.advances >= rareFires && r.steps <= 2*r.maxSteps {
		return
	}
	half := r.maxSteps / spinningFor
	if r.steps-r.departed <= half && r.steps <= r.maxSteps+half {
		r.fair = true
	}
	if r.fair && r.steps <= r.maxSteps+half {
		return
	}
	if spins := r.steps - r.progress.work; spins > half && r.steps-r.departed > half-1 {
		r.fail(waiting(StepLimit, r.live, "no end after %d steps: in the last %d of them goroutines only look whether something has changed", r.steps-1, spins))
		return
	}
	r.over, r.unbounded = true, true
}
