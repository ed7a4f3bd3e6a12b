package scheduler

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"unsafe"

	"github.com/petermattis/goid"

	"threadlab/racecases/explore/race"
)

// A Guard says when a goroutine that waits may go on. If it is a [fmt.Stringer] as
// well, its text tells people what is waited for.
type Guard interface{ Ready() bool }

// A Run is a program under one schedule. Its methods are for the goroutine of the
// program that has the turn.
type Run struct {
	plan    Schedule // what is left of it
	points  []point  // those behind the last deviation, if they are collected
	collect bool
	point   int    // number of the next one
	hash    uint32 // of all that happened so far
	expect  uint32 // what hash must be at the last deviation; 0: anything

	live    []*goroutine // not ended, in the order of their making
	main    *goroutine
	cur     *goroutine
	spawned int
	streak  int // steps that cur has had in a row
	steps   int
	most    int // steps before the program counts as endless
	order   []*goroutine

	guide   guide    // decides if there is one; else the plan does
	taken   Schedule // what the guide decided otherwise than by default
	gaveUp  bool     // by the guide
	tracks  bool     // steps are asked what they touch
	touched []touch  // by the running step
	wild    bool     // it may have touched anything
	objects []unsafe.Pointer

	knot  knot
	clock clock
	pool  *pool
	trace *[]Event
	took  int // the alternative that was taken last

	quiet   int         // see Quiet
	outlive bool        // the end of the main goroutine is that of all
	late    atomic.Bool // there is no time left
	changed int         // the step in which a goroutine was made or ended last
	long    bool        // it took too many steps, and goroutines still came and went
	idle    bool        // there is one goroutine, and no schedule
	races   int         // that the detector had reported before
	over    bool
	failure *Failure
	err     error // the schedule does not fit the program
	done    chan struct{}
}

// A point is a decision: how many alternatives there were, and what had led to it.
type point struct {
	arity uint32
	hash  uint32
}

const fair = 60 // steps in a row before the others have their turn

// Go makes a goroutine. It does not run before its first turn.
func (r *Run) Go(f func()) {
	if r.over || r.idle {
		return
	}
	g := r.spawn(f)
	race.Release(unsafe.Pointer(g))
	if r.trace != nil {
		g.at = callers()
	}
}

func (r *Run) spawn(f func()) *goroutine {
	g := &goroutine{id: r.spawned, f: f, op: "start", told: true}
	r.spawned++
	r.changed = r.steps
	r.live = append(r.live, g)
	if race.Enabled && r.trace != nil {
		g.w = r.pool.add() // here, so that the detector knows what it was made by
	}
	return g
}

// ID returns the number of the running goroutine; that of the first is 0.
func (r *Run) ID() int { return r.cur.id }

// Over reports whether the schedule has ended and goroutines are only unwound:
// whatever releases something must then do nothing.
func (r *Run) Over() bool { return r.over }

// Wait parks the running goroutine until the schedule gives it the turn and its
// gate, if any, can open. What follows until the next Wait happens at once.
func (r *Run) Wait(op string, gate Guard) { r.park(op, gate, false) }

// Yield is a Wait that lets the others have their turn first.
func (r *Run) Yield(op string) { r.park(op, nil, true) }

func (r *Run) park(op string, gate Guard, yields bool) {
	if r.idle {
		r.passIdle(op, gate)
		return
	}
	g := r.cur
	if g.w.id != goid.Get() {
		r.foreign(op)
	}
	if r.over {
		runtime.Goexit()
	}
	g.op, g.gate, g.yields = op, gate, yields
	if r.trace != nil {
		g.at = callers()
	}
	if gate != nil && !gate.Ready() {
		r.tie(g)
	}
	if !r.handOver(g) {
		runtime.Goexit()
	}
}

// handOver gives the turn to the next and waits until it is g's again. It returns
// false when there is no other turn. Nothing of that orders anything.
func (r *Run) handOver(g *goroutine) bool {
	race.Hide()
	defer race.Show()
	next := r.next()
	if next == nil {
		return false
	}
	if next != g {
		r.resume(next)
		<-g.w.wake
		if r.over {
			return false
		}
	}
	r.begin(g)
	return true
}

// next picks who has the next turn, unless the last one has shown a race.
func (r *Run) next() *goroutine {
	if r.raced() {
		return nil
	}
	return r.pick()
}

// begin gives the turn to a goroutine.
func (r *Run) begin(g *goroutine) {
	if g != r.cur {
		r.cur, r.streak = g, 0
	}
	r.streak++
	if r.tracks {
		r.open(g)
	}
	g.gate, g.yields = nil, false
	r.record(g.op, g.at)
}

// Fail ends the schedule.
func (r *Run) Fail(kind Kind, format string, args ...any) {
	if r.idle {
		panic(fmt.Sprintf(format, args...))
	}
	if !r.over {
		r.fail(&Failure{Kind: kind, Message: fmt.Sprintf(format, args...), Stack: r.stack()})
	}
	runtime.Goexit()
}

func (r *Run) fail(f *Failure) {
	if !r.over && !r.raced() {
		if r.over, r.failure = true, f; f.Waits == nil {
			f.place = here()
		}
	}
}

// end takes a goroutine that has ended off the list and gives the turn to another.
func (r *Run) end(g *goroutine) {
	g.ended = true
	r.changed = r.steps
	r.live = race.Remove(r.live, g)
	if !r.over {
		if next := r.next(); next != nil {
			r.resume(next)
			return
		}
	}
	r.unwind()
}

// unwind ends what still lives, one after the other: each finds at its gate that
// the run is over.
func (r *Run) unwind() {
	for _, g := range r.live {
		if g.started {
			r.cur = g
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
