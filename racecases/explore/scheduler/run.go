package scheduler

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"
	"unsafe"

	"threadlab/racecases/explore/goid"
	"threadlab/racecases/explore/race"
)

// A Guard says whether a waiting goroutine can go on. If it is a [fmt.Stringer] as
// well, reports quote its text as what is waited for.
type Guard interface{ Ready() bool }

// A Run is one execution of a program under one schedule. Its methods are for the
// goroutine of the program that runs.
type Run struct {
	goroutines
	decisions
	outcome
	footprint
	progress progress
	strategy strategy
	clock    clock
	trace    trace
	cycle    lockCycle
	pool     *pool
	player   *player // nil: the run is not played
	done     chan struct{}

	initialising bool
	starts       bool // the process, before anything is explored: see NewStart
	steps        int
	opens        []string        // see Options.Open
	maxSteps     int             // before the step limit is a failure
	timeLimit    time.Duration   // see Options.Waiting
	allowLeaks   bool            // the program ends with its main goroutine
	expired      <-chan struct{} // when the budget is spent
	late         atomic.Bool     // the budget is spent: end at the next opportunity
	races        int             // reports of the race detector before this run
	behind       int             // steps, before which a race does not end it
}

// An outcome is how a run ended.
type outcome struct {
	over      bool
	failure   *Failure
	err       error // the schedule does not fit the program, or the program is refused
	abandoned bool  // by the strategy: every continuation is covered by another schedule
	withheld  bool  // a timer could have fired early, and was not allowed to
	unbounded bool  // the step limit was reached
	remarks   []string
}

// Go creates a goroutine. It runs nothing before its first step is scheduled.
func (r *Run) Go(f func()) {
	if r.over {
		return
	}
	g := r.create(f)
	race.Release(unsafe.Pointer(g))
	if r.trace.on {
		g.at = callers()
		if r.player != nil && r.player.firing != nil {
			g.at = r.player.firing
		}
		g.made = g.at
	}
}

// Initialising begins the initialisation of packages.
func (r *Run) Initialising() { r.initialising = true }

// Initialised ends the initialisation of packages. Go never waits for the end of a
// goroutine that was created before, and so none of those leaks.
func (r *Run) Initialised() {
	r.initialising = false
	for _, g := range r.live {
		g.daemon = g != r.main
	}
}

func (r *Run) create(f func()) *goroutine {
	g := r.newGoroutine()
	g.id, g.f, g.op, g.declared = r.created, f, "start", true
	if c := r.current; c != nil {
		g.daemon, g.bubble = c.daemon, c.bubble
	}
	r.created++
	if r.tracked {
		r.originate()
	}
	r.live = append(r.live, g)
	switch {
	case r.crowd.on:
		r.crowd.add(g)
	case len(r.live) > r.most:
		r.crowd.begin(&r.goroutines)
	}
	if race.Enabled && r.trace.on {
		g.w = r.pool.add() // here, so that the detector knows the goroutine that created it
	}
	return g
}

// ID returns the number of the running goroutine; that of the first is 0.
func (r *Run) ID() int { return r.current.id }

// Over reports whether the schedule has ended and its goroutines are only unwound:
// operations that release something must do nothing then.
func (r *Run) Over() bool { return r.over }

// Runs reports whether the calling goroutine is the one of the program that runs.
func (r *Run) Runs() bool { return r.current != nil && r.current.w.id == goid.Get() }

// GoOnHere makes the calling goroutine the one in which the running goroutine of the program
// goes on: a coroutine of it, or itself again.
func (r *Run) GoOnHere() { r.current.w.id = goid.Get() }

// Wait parks the running goroutine until the strategy picks it and its guard, if any,
// is open. Everything up to the next Wait is one atomic step.
func (r *Run) Wait(op string, guard Guard) { r.park(op, guard, false) }

// Yield is a Wait that makes every other enabled goroutine the default before this one.
func (r *Run) Yield(op string) {
	if r.Tracks() {
		r.current.declared = true
	}
	r.park(op, nil, true)
}

func (r *Run) park(op string, guard Guard, yields bool) {
	g := r.current
	if g.w.id != goid.Get() {
		r.refuseUnknown(op)
	}
	if r.over {
		r.exit()
	}
	g.op, g.guard, g.yields = op, guard, yields
	if r.trace.on {
		if g.calls == nil {
			g.calls = make([]uintptr, maxCalls)
		}
		g.at = g.calls[:runtime.Callers(2, g.calls)]
	}
	r.orderBeforeQuiet()
	if guard != nil && !guard.Ready() {
		r.findCycle(g)
	}
	if r.crowd.on {
		r.crowd.park(g)
	}
	if !r.handOver(g) {
		r.exit()
	}
}

// handOver lets the next goroutine run and waits until g is picked again. It returns
// false if the run ends first. The detector is not to see this as an ordering.
func (r *Run) handOver(g *goroutine) bool {
	next := r.next()
	if next == nil {
		r.ends(nil)
		return false
	}
	if next != g {
		race.Hide()
		r.resume(next)
		<-g.w.wake
		race.Show()
		if r.over {
			return false
		}
	}
	r.begin(g)
	return true
}

// begin starts a step of a goroutine.
func (r *Run) begin(g *goroutine) {
	if g != r.current {
		r.current, r.streak = g, 0
	}
	r.streak++
	r.progress.begins(r, g)
	if r.crowd.on {
		r.crowd.leave(g)
	}
	if r.tracked {
		r.open(g)
	}
	g.guard, g.yields = nil, false
	if r.trace.on {
		r.record(Event{Goroutine: g.id, Op: g.op, Deviates: r.last > 0}, g.at)
	}
	r.last = 0
}

// Fail ends the schedule with a failure.
func (r *Run) Fail(kind Kind, format string, args ...any) {
	if !r.over {
		f := &Failure{Kind: kind, Message: fmt.Sprintf(format, args...)}
		if r.trace.on {
			f.Stack = string(debug.Stack())
		}
		r.fail(f)
	}
	r.exit()
}

func (r *Run) fail(f *Failure) {
	if r.over || r.raced() {
		return
	}
	r.over, r.failure = true, f
	if f.Waits != nil {
		r.ends(nil)
		return
	}
	at := callers()
	f.at(frames(at))
	r.ends(at)
}

// end removes a goroutine that has ended and lets the next one run. It leaves the real one
// hidden.
func (r *Run) end(g *goroutine) {
	g.ended = true
	if r.crowd.on {
		r.crowd.leave(g)
	}
	r.remove(g)
	var next *goroutine
	if !r.over {
		next = r.next()
	}
	if next == nil {
		r.ends(nil)
	}
	race.Hide()
	if next != nil {
		r.resume(next)
		return
	}
	r.unwind()
}

// unwind ends the goroutines that are left, one after the other: each notices at its
// scheduling point that the run is over.
func (r *Run) unwind() {
	for _, g := range r.live {
		if g.started {
			r.current = g
			g.w.wake <- struct{}{}
			return
		}
	}
	for _, g := range r.live {
		if g.w != nil {
			r.pool.used = append(r.pool.used, g.w)
		}
	}
	r.done <- struct{}{}
}

func (r *Run) resume(g *goroutine) {
	if g.w == nil {
		g.w = r.pool.get()
	}
	if !g.started {
		g.started, g.w.run, g.w.g = true, r, g
	}
	g.w.wake <- struct{}{}
}

// raced ends the schedule if the race detector has reported something since it began.
func (r *Run) raced() bool {
	if !race.Enabled || r.over || race.Errors() == r.races {
		return false
	}
	if r.steps < r.behind {
		r.races = race.Errors()
		return false
	}
	r.over, r.failure = true, &Failure{
		Kind: Race, Message: "a data race, two accesses that nothing orders",
		Races: []RacingAccess{{Goroutine: r.current.id}},
	}
	return true
}
