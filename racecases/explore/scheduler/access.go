package scheduler

import "unsafe"

// An Access is how a step uses an object.
type Access uint8

// The kinds of access, and what they commute with: a step with one may be swapped with
// a neighbouring step of another goroutine without any difference to the program.
const (
	Reads    Access = iota // commutes with other Reads
	Adds                   // with other Adds: a permit is given back, a latch is opened
	Releases               // with other Releases; a step whose guard waits for the object could not have come before it
	Writes                 // with nothing
)

// A Touch is a use of an object, which is identified by its address.
type Touch struct {
	How    Access
	Object unsafe.Pointer
}

// An access is a Touch in a run. Objects are numbered in the order of first use: their
// addresses differ in the next run.
type access struct {
	object int32
	how    Access
	guard  bool // the guard before the step depends on it
}

// A footprint is what the running step uses, if the strategy asks for it.
type footprint struct {
	tracked          bool
	accesses         []access
	conflictsWithAll bool
	objects          []unsafe.Pointer // by their numbers
}

// WaitOn is a [Run.Wait] that declares what its guard depends on and what the next step
// uses: all of it, so that two steps without a conflict commute. A step that is not
// declared conflicts with every other.
func (r *Run) WaitOn(op string, guard Guard, touches ...Touch) {
	if r.Tracks() {
		g := r.current
		g.declared = true
		for _, t := range touches {
			g.accesses = append(g.accesses, access{r.number(t.Object), t.How, guard != nil})
		}
	}
	r.park(op, guard, false)
	if only(touches, Reads) {
		r.Looked()
	}
}

// only reports whether all of some touches, and there are some, are of one kind.
func only(touches []Touch, how Access) bool {
	for _, t := range touches {
		if t.How != how {
			return false
		}
	}
	return len(touches) > 0
}

// Tracks reports whether the strategy asks for what steps use.
func (r *Run) Tracks() bool { return r.tracked && !r.over }

// Touch declares what the running step uses besides.
func (r *Run) Touch(how Access, object unsafe.Pointer) {
	if how == Writes || how == Releases {
		r.progress.work = r.steps
	}
	if r.Tracks() {
		r.accesses = append(r.accesses, access{r.number(object), how, false})
	}
}

// ConflictsWithAll declares that the running step depends on what every step changes, or
// changes what every step depends on.
func (r *Run) ConflictsWithAll() { r.conflictsWithAll = true }

// open begins a step of a goroutine. While a timer is armed every step conflicts with
// all others: it brings the deadline nearer.
func (f *footprint) open(g *goroutine, c *clock) {
	f.accesses = append(f.accesses[:0], g.accesses...)
	f.conflictsWithAll = !g.declared || c.fired || len(c.timers) > 0
	c.fired = false
	g.accesses, g.declared = g.accesses[:0], false
}

func (f *footprint) number(object unsafe.Pointer) int32 {
	for i, o := range f.objects {
		if o == object {
			return int32(i)
		}
	}
	f.objects = append(f.objects, object)
	return int32(len(f.objects) - 1)
}

// A step is what a goroutine did between two scheduling points, and what it needed to
// be enabled.
type step struct {
	g                int32
	accesses         []access
	conflictsWithAll bool
	guard            Guard
	known            int32 // objects that were numbered before it
	created          int32 // goroutines that there were after it
}

// A relation is how the order of two steps of different goroutines matters.
type relation uint8

const (
	commutes  relation = iota
	enables            // the second could not have come first
	conflicts          // the other order may make a difference
)

// relate compares two steps of one run, the first before the second.
func relate(first, second *step) relation {
	if first.conflictsWithAll || second.conflictsWithAll {
		return conflicts
	}
	found := commutes
	for _, a := range first.accesses {
		for _, b := range second.accesses {
			if a.object != b.object || a.how == b.how && a.how != Writes {
				continue
			}
			if a.how != Releases || !b.guard {
				return conflicts
			}
			found = enables
		}
	}
	return found
}

// A sleeper is a step that need not be taken again until another one conflicts with
// it: the schedules that begin with it were tried.
type sleeper struct{ step }

// wokenBy reports whether a step of another run, after the same beginning, conflicts
// with the sleeping one. Objects that neither run had numbered before may be the same.
func (s *sleeper) wokenBy(by *step) bool {
	if s.conflictsWithAll || by.conflictsWithAll {
		return true
	}
	for _, a := range s.accesses {
		for _, b := range by.accesses {
			same := a.object == b.object && a.object < s.known || a.object >= s.known && b.object >= s.known
			if same && (a.how != b.how || a.how == Writes) {
				return true
			}
		}
	}
	return false
}
