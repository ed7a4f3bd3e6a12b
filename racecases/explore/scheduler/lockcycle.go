package scheduler

import (
	"fmt"
	"strings"
)

// A HeldGuard is a guard that one goroutine keeps closed.
type HeldGuard interface {
	Guard
	Holder() int // while it is closed
}

// A lockCycle is a cycle in the wait-for graph of a run: goroutines each of which waits
// for what the next one holds.
type lockCycle struct {
	through *goroutine // nil: there is none
	since   int        // step
}

// cycleSteps is how many steps of other goroutines a cycle must outlast to count as a
// deadlock. In Go any goroutine may unlock a mutex, not only the one that has locked it.
const cycleSteps = 1000

// findCycle checks whether a goroutine that reaches a closed guard closes a cycle.
func (r *Run) findCycle(g *goroutine) {
	if r.cycle.through == nil && r.cycleThrough(g) != nil {
		r.cycle = lockCycle{g, r.steps}
	}
}

// cycleThrough follows the wait-for graph and returns the cycle that g is on, or nil.
func (r *Run) cycleThrough(g *goroutine) []*goroutine {
	n, at := 1, r.blocker(g)
	for ; at != nil && at != g && n <= len(r.live); n++ {
		at = r.blocker(at)
	}
	if at != g {
		return nil
	}
	path := make([]*goroutine, n)
	for i := range path {
		path[i], at = at, r.blocker(at)
	}
	return path
}

// blocker returns the goroutine that holds what another one waits for, or nil.
func (r *Run) blocker(of *goroutine) *goroutine {
	held, ok := of.guard.(HeldGuard)
	if !ok || held.Ready() {
		return nil
	}
	return r.numbered(held.Holder())
}

// lastingCycle returns the failure of a cycle that has lasted for long, or nil.
func (r *Run) lastingCycle() *Failure {
	if r.cycle.through == nil || r.steps < r.cycle.since+cycleSteps {
		return nil
	}
	cycle := r.cycleThrough(r.cycle.through)
	r.cycle.through = nil
	if cycle == nil {
		return nil
	}
	var names []string
	for _, g := range append(cycle, cycle[0]) {
		names = append(names, fmt.Sprint(g.id))
	}
	return waiting(Deadlock, cycle, "goroutines wait for each other, %s, while others go on", strings.Join(names, " for "))
}
