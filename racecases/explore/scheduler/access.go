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
	Hands                  // in turn with those of another side: the second could not have come before the first
	Gives                  // as Releases, and with Adds too: what it takes back was added before it in any order
	Writes                 // with nothing
)

// commutesWith reports whether two uses of one object commute.
func (a Access) commutesWith(b Access) bool {
	switch {
	case a == b:
		return a != Writes && a != Hands
	case a == Gives:
		return b == Adds || b == Releases
	case b == Gives:
		return a == Adds || a == Releases
	}
	return false
}

// opens reports whether a use opens guards that wait for the object, and closes none.
func (a Access) opens() bool { return a == Releases || a == Gives }

// A Touch is a use of an object, which is identified by its address, or of so many bytes
// of memory.
type Touch struct {
	How    Access
	Object unsafe.Pointer
	Size   uintptr // 0 stands for 1
}

// An access is a Touch in a run, or a part of one. Objects are numbered in the order of
// first use, the bytes of memory one after the other: their addresses differ in the next
// run.
type access struct {
	object int32 // the first
	size   int32
	how    Access
	guard  bool // the guard before the step depends on it
}

func (a *access) overlaps(b *access) bool {
	return a.object < b.object+b.size && b.object < a.object+a.size
}

// A use is what a step uses.
type use struct {
	accesses         []access
	conflictsWithAll bool
	disarms          bool // it keeps the clock from firing a timer
	quiescent        bool // it was possible only because no goroutine was enabled
}

// A footprint is what the running step uses, if the strategy asks for it.
type footprint struct {
	use
	tracked   bool
	firing    bool     // it is one of the clock
	origins   []origin // of the goroutines, by their numbers
	spans     []span
	ascending []int32 // their numbers, in the order of their addresses
	bytes     int32   // numbered so far
}

// An origin is the goroutine that has created another one, and the step in which it did.
type origin struct{ by, step int }

// Origin returns which goroutine has created another one, and in which step; -1 if none
// has, but a timer.
func (r *Run) Origin(of int) (by, step int) { return r.origins[of].by, r.origins[of].step }

// Step returns the number of the running step.
func (r *Run) Step() int { return r.steps }

// originate notes what creates a goroutine.
func (r *Run) originate() {
	by := -1
	if r.current != nil && !r.firing {
		by = r.current.id
	}
	r.origins = append(r.origins, origin{by, r.steps})
}

// WaitOn is a [Run.Wait] that declares what its guard depends on and what the next step
// uses: all of it, so that two steps without a conflict commute. A step that is not
// declared conflicts with every other.
func (r *Run) WaitOn(op string, guard Guard, touches ...Touch) {
	if r.tracked && !r.over {
		g := r.current
		g.declared = true
		for _, t := range touches {
			g.accesses = r.appendTo(g.accesses, t, guard != nil)
		}
	}
	if g := r.current; r.crowd.on && len(g.objects) == 0 {
		for _, t := range touches {
			g.objects = append(g.objects, t.Object)
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

// Instead declares what the running step uses, if less than was declared before it: what
// an operation on a channel uses depends on what it finds.
func (r *Run) Instead(touches ...Touch) {
	if r.Tracks() {
		r.accesses = r.accesses[:0]
		for _, t := range touches {
			r.accesses = r.appendTo(r.accesses, t, true)
		}
	}
}

// Tracks reports whether the strategy asks for what steps use.
func (r *Run) Tracks() bool { return r.tracked && !r.over }

// Touch declares what the running step uses besides.
func (r *Run) Touch(how Access, object unsafe.Pointer) {
	if how == Writes || how.opens() {
		r.progress.work = r.steps
	}
	r.Use(Touch{How: how, Object: object})
}

// Use is Touch, of memory, or of what others do not wait for.
func (r *Run) Use(t Touch) {
	if r.Tracks() {
		r.accesses = r.appendTo(r.accesses, t, false)
	}
	r.crowd.note(t.Object)
}

// ConflictsWithAll declares that the running step depends on what every step changes, or
// changes what every step depends on.
func (r *Run) ConflictsWithAll() { r.conflictsWithAll = true }

// open begins a step of a goroutine.
func (f *footprint) open(g *goroutine) {
	f.use, f.firing = use{accesses: append(f.accesses[:0], g.accesses...), conflictsWithAll: !g.declared}, false
	g.accesses, g.declared = g.accesses[:0], false
}

// openClock begins a step of the clock.
func (f *footprint) openClock(c *clock, quiescent bool) {
	clock := f.appendTo(f.accesses[:0], Touch{How: Writes, Object: unsafe.Pointer(c)}, false)
	f.use, f.firing = use{accesses: clock, quiescent: quiescent}, true
}

// A step is what a goroutine did between two scheduling points, and what it needed to
// be enabled.
type step struct {
	use
	g       int32
	guard   Guard
	known   int32 // objects that were numbered before it
	created int32 // goroutines that there were after it
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
	if second.quiescent {
		return enables
	}
	if first.conflictsWithAll || second.conflictsWithAll {
		return conflicts
	}
	found := commutes
	for _, a := range first.accesses {
		for _, b := range second.accesses {
			if !a.overlaps(&b) || a.how.commutesWith(b.how) {
				continue
			}
			if a.how != Hands && (!a.how.opens() || !b.guard) {
				return conflicts
			}
			found = enables
		}
	}
	return found
}

// wokenBy reports whether a step of another run, after the same beginning, conflicts
// with this one, which sleeps. Objects that neither run had numbered before may be the same.
func (s *step) wokenBy(by *step) bool {
	if s.conflictsWithAll || by.conflictsWithAll {
		return true
	}
	for _, a := range s.accesses {
		for _, b := range by.accesses {
			same := a.overlaps(&b) && a.object < s.known || a.object >= s.known && b.object >= s.known
			if same && !a.how.commutesWith(b.how) {
				return true
			}
		}
	}
	return false
}
