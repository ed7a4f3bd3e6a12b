package scheduler

import (
	"math"
	"time"

	"threadlab/racecases/explore/race"
)

// tick is what a step takes in the program's own time. It must take some, or a
// loop that polls would starve whoever sleeps.
const tick = time.Microsecond

// A clock is the program's own time. Timers go off in the order of their
// deadlines, when nobody can go on; one step earlier costs a delay, because
// sleeping is not synchronisation.
type clock struct {
	now    time.Duration
	timers []*Timer // armed, in the order of arming
	idle   int      // times that it was advanced because nobody could go on
	late   int      // those after the main goroutine's end
	exact  bool     // it stands still as long as anybody can go on
	fired  bool     // since the last step

	patient bool // no timer goes off early
}

// A Timer calls a function at its deadline, in nobody's turn: the function must
// not wait.
type Timer struct {
	clock    *clock
	deadline time.Duration
	f        func()
	skip     func() bool // reports whether there is no point in going off now
}

// NewTimer arms a timer. The function skip may be nil; as long as it returns true
// the timer is passed over.
func (r *Run) NewTimer(d time.Duration, f func(), skip func() bool) *Timer {
	t := &Timer{clock: &r.clock, f: f, skip: skip}
	t.Reset(d)
	return t
}

// Reset arms the timer anew and reports whether it was armed.
func (t *Timer) Reset(d time.Duration) bool {
	armed := t.Stop()
	t.deadline = t.clock.now + max(d, 0)
	if t.deadline < t.clock.now {
		t.deadline = math.MaxInt64
	}
	t.clock.timers = append(t.clock.timers, t)
	return armed
}

// Stop disarms the timer and reports whether it was armed.
func (t *Timer) Stop() bool {
	armed := len(t.clock.timers)
	t.clock.timers = race.Remove(t.clock.timers, t)
	return len(t.clock.timers) < armed
}

// earliest returns the timer that goes off next.
func (c *clock) earliest() *Timer {
	var first *Timer
	for _, t := range c.timers {
		if (first == nil || t.deadline < first.deadline) && (t.skip == nil || !t.skip()) {
			first = t
		}
	}
	return first
}

// horizon bounds how early a timer may go off: an hour is not a matter of scheduling.
const horizon = 10 * time.Second

// early reports whether a timer may go off before its time.
func (c *clock) early() bool {
	if c.exact || c.patient {
		return false
	}
	t := c.earliest()
	return t != nil && t.deadline-c.now < horizon
}

// fire advances the clock to the next deadline and reports whether there is one.
func (c *clock) fire() bool {
	t := c.earliest()
	if t == nil {
		return false
	}
	c.now = max(c.now, t.deadline)
	t.Stop()
	t.f()
	c.fired = true
	return true
}

// step advances the clock a little, and lets what is due by then go off.
func (c *clock) step() {
	if c.exact {
		return
	}
	c.now += tick
	for t := c.earliest(); t != nil && t.deadline <= c.now; t = c.earliest() {
		c.fire()
	}
}

// ExactTime lets time stand still as long as anybody can go on, as in a bubble of
// testing/synctest. No timer goes off early then.
func (r *Run) ExactTime() { r.clock.exact = true }

// Now returns how much time has passed in the program's own clock. No two calls
// return the same, unless time is exact.
func (r *Run) Now() time.Duration {
	r.ConflictsWithAll()
	if !r.clock.exact {
		r.clock.now++
	}
	return r.clock.now
}

// alone is the gate of who waits until nobody else can go on.
type alone struct {
	r *Run
	g *goroutine
}

func (a alone) Ready() bool {
	for _, g := range a.r.live {
		if _, waits := g.gate.(alone); g != a.g && !waits && ready(g) {
			return false
		}
	}
	return true
}

// WaitAlone lets the running goroutine wait until nobody else can go on.
func (r *Run) WaitAlone(op string) {
	r.Wait(op, alone{r, r.cur})
	r.quiet++
}

// Quiet returns how often it was certain that nobody else could go on: whoever waited
// then has surely come to where it waits.
func (r *Run) Quiet() int { return r.quiet }

// A sleep is the gate of who sleeps.
type sleep struct{ over bool }

func (s *sleep) Ready() bool { return s.over }

// Sleep lets the running goroutine wait for time to pass.
func (r *Run) Sleep(d time.Duration) {
	if d <= 0 {
		r.Wait("sleep", nil)
		return
	}
	s := new(sleep)
	r.NewTimer(d, func() { s.over = true }, nil)
	r.Wait("sleep", s)
}
