package scheduler

import "unsafe"

// An Access is how a step uses an object.
type Access uint8

// The kinds of use, and what they commute with: a step with one may be swapped
// with a neighbouring step of another goroutine and nobody could tell.
const (
	Reads    Access = iota // with other Reads
	Adds                   // with other Adds: a permit is given back, a latch is opened
	Releases               // with other Releases; whoever waits for the object at a gate could not have come before it
	Writes                 // with nothing
)

// A Touch is a use of an object, which its address stands for.
type Touch struct {
	How    Access
	Object unsafe.Pointer
}

// A touch is a Touch in a run. Objects are numbered as they are met: their
// addresses are others in the next run.
type touch struct {
	object int32
	how    Access
	gate   bool // the gate before the step depends on it
}

// WaitOn is a [Run.Wait] that says what its gate depends on and what the step behind
// it uses: all of it, so that two steps without a conflict commute. A step that only
// waits may touch anything, as far as reductions know.
func (r *Run) WaitOn(op string, gate Guard, touches ...Touch) {
	r.announce(gate != nil, touches)
	r.park(op, gate, false)
}

// Tracks reports whether anybody asks what steps use.
func (r *Run) Tracks() bool { return r.tracks && !r.over }

// announce notes what the next step of the running goroutine uses.
func (r *Run) announce(gate bool, touches []Touch) {
	if !r.Tracks() {
		return
	}
	r.cur.told = true
	for _, t := range touches {
		r.cur.touches = append(r.cur.touches, touch{r.number(t.Object), t.How, gate})
	}
}

// Touch says what the running step uses besides.
func (r *Run) Touch(how Access, object unsafe.Pointer) {
	if r.Tracks() {
		r.touched = append(r.touched, touch{r.number(object), how, false})
	}
}

// ConflictsWithAll says that the running step depends on what every step changes, or
// changes what every step depends on.
func (r *Run) ConflictsWithAll() { r.wild = true }

// open begins a step of a goroutine. While a timer is armed every step may touch
// anything: it brings the deadline nearer.
func (r *Run) open(g *goroutine) {
	r.touched = append(r.touched[:0], g.touches...)
	r.wild = !g.told || r.clock.fired || len(r.clock.timers) > 0
	r.clock.fired = false
	g.touches, g.told = g.touches[:0], false
}

func (r *Run) number(object unsafe.Pointer) int32 {
	for i, o := range r.objects {
		if o == object {
			return int32(i)
		}
	}
	r.objects = append(r.objects, object)
	return int32(len(r.objects) - 1)
}

// A step is what a goroutine does in one turn, and the state it needs to be able to.
type step struct {
	g       int32
	touches []touch
	wild    bool // it may touch anything
	gate    Guard
	known   int32 // objects that were numbered before it
	spawned int32 // goroutines that there were after it
}

// A relation is what two steps of different goroutines have to do with each other.
type relation uint8

const (
	commute relation = iota
	opens            // the second could not have come first
	races            // the other order may make a difference
)

// relates compares two steps of one run, the first before the second.
func relates(first, second *step) relation {
	if first.wild || second.wild {
		return races
	}
	found := commute
	for _, a := range first.touches {
		for _, b := range second.touches {
			if a.object != b.object || a.how == b.how && a.how != Writes {
				continue
			}
			if a.how != Releases || !b.gate {
				return races
			}
			found = opens
		}
	}
	return found
}

// A sleeper is a step that needs not be taken again until another has a conflict
// with it: what begins with it was tried.
type sleeper struct{ step }

// wakes reports whether a step of another run, after the same beginning, has a
// conflict with the sleeping one. What neither run had met before may be the same.
func (s *sleeper) wakes(by *step) bool {
	if s.wild || by.wild {
		return true
	}
	for _, a := range s.touches {
		for _, b := range by.touches {
			same := a.object == b.object && a.object < s.known || a.object >= s.known && b.object >= s.known
			if same && (a.how != b.how || a.how == Writes) {
				return true
			}
		}
	}
	return false
}
