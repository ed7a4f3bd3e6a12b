package scheduler

import (
	"math"
	"time"
	"unsafe"

	"threadlab/racecases/explore/race"
)

// tick is how long a step takes in virtual time. It must take some, or a polling loop
// would starve the goroutines that sleep.
const tick = time.Microsecond

// A clock is the virtual time of a program. Timers fire in the order of their deadlines
// when no goroutine is enabled; firing one earlier costs a delay, because sleeping is
// not synchronisation.
type clock struct {
	now      time.Duration
	timers   timers        // armed
	armed    int           // how often one was
	exact    bool          // time stands still as long as a goroutine is enabled
	since    time.Duration // when that began
	noEarly  bool          // no timer fires early
	patient  bool          // where no goroutine is enabled, all have come as far as they can, although timers may fire early
	early    time.Duration // the most that a timer fired before its deadline
	still    bool          // steps take no time: it passes only when a timer fires
	reads    time.Duration // a tick for each time that such a time was read
	instants []*instant    // deadlines so far, if the strategy asks for what steps use

	advances      int // while no goroutine was enabled
	advancesAfter int // those after the end of the main goroutine
	quiescences   int // see Quiet

	edge byte // its address orders a quiescence for the race detector
}

// A Timer calls a function at its deadline, outside of any goroutine: the function must
// not wait.
type Timer struct {
	run      *Run
	deadline time.Duration
	number   int // of the arming
	place    int // in the heap, from 1; 0: not armed
	f        func()
	skip     func() bool // reports whether firing now would change nothing

	Uses []Touch // what f uses and skip looks at; nil: not known
}

// An instant is an object of its own: timers of one deadline fire in the order of arming.
type instant struct{ at time.Duration }

// instant returns the object of a deadline. They are in order, and a new one is mostly
// among the last.
func (c *clock) instant(at time.Duration) *instant {
	i := len(c.instants)
	for i > 0 && c.instants[i-1].at > at {
		i--
	}
	if i > 0 && c.instants[i-1].at == at {
		return c.instants[i-1]
	}
	c.instants = append(c.instants, nil)
	for j := len(c.instants) - 1; j > i; j-- { // the race detector would take what copy does for the program's
		c.instants[j] = c.instants[j-1]
	}
	c.instants[i] = &instant{at}
	return c.instants[i]
}

// NewTimer arms a timer. The function skip may be nil; as long as it returns true the
// timer does not fire.
func (r *Run) NewTimer(d time.Duration, f func(), skip func() bool) *Timer {
	t := &Timer{run: r, f: f, skip: skip}
	if r.player != nil {
		r.player.armed[t] = callers()
	}
	t.Reset(d)
	return t
}

// Reset arms the timer again.
func (t *Timer) Reset(d time.Duration) {
	t.Stop()
	c := &t.run.clock
	t.deadline = c.now + max(d, 0)
	if t.deadline < c.now {
		t.deadline = math.MaxInt64
	}
	if t.run.tracked {
		t.run.Use(Touch{How: Writes, Object: unsafe.Pointer(c.instant(t.deadline))})
	}
	c.armed++
	t.number = c.armed
	c.timers.add(t)
}

// Stop disarms the timer and reports whether it was armed.
func (t *Timer) Stop() bool {
	c := &t.run.clock
	t.run.Use(Touch{How: Adds, Object: unsafe.Pointer(c)})
	t.run.Use(Touch{How: Writes, Object: unsafe.Pointer(t)})
	armed := t.place > 0
	if armed {
		c.timers.remove(t)
	}
	t.run.disarms = t.run.disarms || armed && !t.run.firing
	return armed
}

// Left returns how long an armed timer has to go, and whether it is armed.
func (t *Timer) Left() (left time.Duration, armed bool) {
	return t.deadline - t.run.clock.now, t.place > 0
}

// earliest returns the timer that fires next, or nil.
func (c *clock) earliest() *Timer { return c.timers.first(0) }

// horizon bounds how early a timer may fire: no scheduler delays a goroutine by an hour.
const horizon = 10 * time.Second

// mayFireEarly reports whether a timer could fire before its deadline, if that is allowed.
func (c *clock) mayFireEarly() bool {
	if c.exact {
		return false
	}
	t := c.earliest()
	return t != nil && t.deadline-c.now < horizon
}

// isDue reports whether a deadline has come while time stands still: its timer fires now,
// or when no goroutine is enabled any more.
func (c *clock) isDue() bool {
	if !c.exact {
		return false
	}
	t := c.earliest()
	return t != nil && t.deadline <= c.now
}

// offers reports whether a timer may fire while a goroutine is enabled, and whether one is
// withheld that could fire in a search with the same points.
func (c *clock) offers() (fires, withheld bool) {
	early := c.mayFireEarly()
	return c.isDue() || !c.noEarly && early, early && c.noEarly && c.patient
}

// fire advances the clock to the next deadline, fires its timer, and reports whether
// there is one. Of several timers for one instant the strategy takes one.
func (r *Run) fire() bool {
	c := &r.clock
	t := c.earliest()
	if t == nil {
		return false
	}
	if c.exact { // else every call of Now is another instant
		if rivals := c.timers.sameInstant(0, t, []*Timer{t}); len(rivals) > 1 {
			t = rivals[r.chooseTimer(len(rivals))]
		}
	}
	c.now = max(c.now, t.deadline)
	for _, x := range c.timers {
		for _, use := range x.Uses {
			x.run.Use(Touch{How: Reads, Object: use.Object})
		}
	}
	c.timers.remove(t)
	race.Hide() // no goroutine does what the function does
	defer race.Show()
	if p := r.player; p != nil {
		p.firing = p.armed[t]
		defer func() { p.firing = nil }()
	}
	t.f()
	return true
}

// fireEarly is a fire that notes how early it is. There is a timer.
func (r *Run) fireEarly() {
	early := r.clock.earliest().deadline - r.clock.now
	r.clock.early = max(r.clock.early, early)
	if r.trace.on {
		r.record(Event{Goroutine: Clock, Op: earlyTimer(early), Deviates: true}, nil)
	}
	r.fire()
}

// passTime advances the clock by a tick and fires the timers that are due.
func (r *Run) passTime() {
	c := &r.clock
	if c.exact || c.still {
		return
	}
	c.now += tick
	if len(c.timers) == 0 {
		return
	}
	for t := c.earliest(); t != nil && t.deadline <= c.now; t = c.earliest() {
		r.fire()
	}
}

// ExactTime makes time stand still as long as a goroutine is enabled, as in a bubble of
// testing/synctest, which the goroutines belong to that the running one creates from now on. No
// timer fires early then.
func (r *Run) ExactTime() {
	r.clock.exact, r.clock.since = true, r.clock.now+r.clock.reads
	r.current.bubble = true
}

// Exact reports whether time is exact, and since when.
func (r *Run) Exact() (since time.Duration, ok bool) { return r.clock.since, r.clock.exact }

// Now returns the virtual time since the start of the run. No two calls return the
// same, unless time is exact.
func (r *Run) Now() time.Duration {
	c := &r.clock
	r.Use(Touch{How: Reads, Object: unsafe.Pointer(c)})
	switch {
	case c.exact:
	case c.still:
		r.Use(Touch{How: Writes, Object: unsafe.Pointer(&c.reads)})
		c.reads += tick
	default:
		c.now++
	}
	return c.now + c.reads
}

// Fired returns the virtual time, for the function of a timer.
func (r *Run) Fired() time.Duration {
	r.Use(Touch{How: Reads, Object: unsafe.Pointer(&r.clock.reads)})
	return r.clock.now + r.clock.reads
}
