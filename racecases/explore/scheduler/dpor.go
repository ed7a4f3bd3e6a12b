package scheduler

import (
	"fmt"
	"slices"
	"unsafe"
)

// A dpor goes through the schedules of a program in depth-first order and leaves out
// those that differ from one that was run only in the order of steps that commute. Two
// devices do it, both of which lose no outcome:
//
// After each run, [dpor.backtrack] finds the steps whose order could have been another
// one; only before those are other goroutines tried (Flanagan and Godefroid, Dynamic
// partial-order reduction, POPL 2005). It adds one goroutine that a reversal can begin
// with, unless one of them is to be tried already: the source sets of Abdulla, Aronis,
// Jonsson and Sagonas (POPL 2014).
//
// A goroutine that was tried at a branch sleeps while the others are tried, until one of
// them takes a step that conflicts with its step (Godefroid's sleep sets, 1996). A run in
// which all enabled goroutines sleep is abandoned.
type dpor struct {
	base
	stack   []branch
	depth   int // of the step that runs
	inner   int // decisions in it so far
	fresh   int // the first step that is not as in the last run
	pending []step
	blocked bool // the run ended with no goroutine enabled; else a failure cut it short
	pursued bool // the run was analysed
	tooLong bool // a run was, for the room that a search may take
	expired <-chan struct{}

	relate  func(first, second *step) relation
	before  bitTable
	scratch bitTable
	latest  []int // step of each goroutine
	fired   int   // the last step of the clock, or -1
}

// A branch is the decision for one step, and the step that followed.
type branch struct {
	enabled []int32
	todo    []bool
	chosen  int
	sleep   []step   // that need not be taken again until another one conflicts with them: the schedules that begin with them were tried
	choices []choice // inside the step
	step    step
	whole   step // all that the step uses, over its choices
}

type choice struct{ taken, arity int }

func newDPOR() *dpor {
	d := &dpor{relate: relate, stack: make([]branch, 1, 64)}
	d.stack[0].enabled, d.stack[0].todo = []int32{0}, []bool{true}
	return d
}

func (d *dpor) begin(r *Run) {
	r.tracked, r.clock.still = true, true
	d.pursued, d.expired = false, r.expired
}

// Bounds of the room that a search takes. The analysis has a bit for each two steps.
const (
	maxDepth   = 20_000
	maxOffered = 8 << 20 // candidates, over all steps
)

// pickNext follows the branches of the search, and after them takes the first
// goroutine that does not sleep.
func (d *dpor) pickNext(r *Run, c candidates) int {
	d.endStep(r)
	if d.tooLong = len(d.stack) > maxDepth || len(d.stack)*c.len() > maxOffered; d.tooLong {
		return -1
	}
	if d.depth+1 == len(d.stack) && !d.push(c) {
		d.onDeadlock(r)
		return -1
	}
	d.depth++
	d.inner = 0
	n := &d.stack[d.depth]
	if !n.offers(c) {
		r.err = fmt.Errorf("the program does not repeat itself: at step %d others can go on than when the same schedule had led there before", d.depth)
		return 0
	}
	n.step.g, n.step.guard, n.step.known = n.enabled[n.chosen], nil, r.bytes
	if n.step.g == theClock {
		fires, _ := r.clock.offers()
		r.openClock(&r.clock, len(c.goroutines) == 0 && !fires)
	} else {
		n.step.guard = c.goroutines[n.chosen].guard
	}
	return n.chosen
}

func (d *dpor) pickAlternative(_ *Run, n int) int {
	at := &d.stack[d.depth]
	if d.inner == len(at.choices) {
		at.choices = append(at.choices, choice{0, n})
	}
	d.inner++
	return at.choices[d.inner-1].taken
}

// endStep notes what the step that has ended used.
func (d *dpor) endStep(r *Run) {
	if d.depth < d.fresh {
		return
	}
	n := &d.stack[d.depth]
	room := n.step.accesses[:0]
	n.step.use = r.use
	n.step.accesses = append(room, r.accesses...)
	n.step.created = int32(r.created)
	n.whole.conflictsWithAll = n.whole.conflictsWithAll || r.conflictsWithAll
	for _, t := range r.accesses {
		if !slices.Contains(n.whole.accesses, t) {
			n.whole.accesses = append(n.whole.accesses, t)
		}
	}
}

// push adds a branch and reports whether any candidate does not sleep there.
func (d *dpor) push(c candidates) bool {
	d.stack = slices.Grow(d.stack, 1)[:len(d.stack)+1]
	n, parent := &d.stack[len(d.stack)-1], &d.stack[len(d.stack)-2]
	n.enabled, n.todo, n.sleep, n.choices = n.enabled[:0], n.todo[:0], n.sleep[:0], n.choices[:0]
	n.whole.accesses, n.whole.conflictsWithAll, n.chosen = n.whole.accesses[:0], false, -1
	for _, s := range parent.sleep {
		if !s.wokenBy(&parent.step) {
			n.sleep = append(n.sleep, s)
		}
	}
	for i := range c.len() {
		id := int32(c.id(i))
		chosen := n.chosen < 0 && !n.sleeps(id)
		if chosen {
			n.chosen = i
		}
		n.enabled, n.todo = append(n.enabled, id), append(n.todo, chosen)
	}
	if n.chosen < 0 {
		d.stack = d.stack[:len(d.stack)-1]
	}
	return n.chosen >= 0
}

// offers reports whether the candidates are those of the branch.
func (n *branch) offers(c candidates) bool {
	if len(n.enabled) != c.len() {
		return false
	}
	for i, id := range n.enabled {
		if int(id) != c.id(i) {
			return false
		}
	}
	return true
}

func (n *branch) sleeps(g int32) bool {
	return slices.ContainsFunc(n.sleep, func(s step) bool { return s.g == g })
}

// onDeadlock notes which goroutines wait for what, and which timer could have fired.
func (d *dpor) onDeadlock(r *Run) {
	d.blocked, d.pending = true, d.pending[:0]
	for _, g := range r.live {
		d.pending = append(d.pending, step{
			g: int32(g.id), guard: g.guard, use: use{conflictsWithAll: !g.declared, accesses: slices.Clone(g.accesses)},
		})
	}
	if t := r.clock.earliest(); t != nil {
		s := step{g: theClock, use: use{conflictsWithAll: t.Uses == nil}}
		s.accesses = r.appendTo(nil, Touch{How: Writes, Object: unsafe.Pointer(&r.clock)}, false)
		for _, use := range t.Uses {
			s.accesses = r.appendTo(s.accesses, use, false)
		}
		d.pending = append(d.pending, s)
	}
}

// next goes to the next schedule and reports whether there is one.
func (d *dpor) next(a *Answer) bool {
	if a.Verdict == Fails {
		return false
	}
	if a.Schedules == 0 {
		return true
	}
	switch {
	case d.tooLong:
		a.Verdict, a.Why = Stopped, fmt.Sprintf("a schedule has more than %d steps, too many for the reduction", len(d.stack)-1)
		return false
	case !d.pursued && d.late(0):
		a.Verdict, a.Why = Stopped, "no time left"
		return false
	case !d.pursued:
		a.Verdict, a.Why = Stopped, "a schedule did not come to its end, and the reduction cannot go on behind it"
		return false
	}
	d.depth, d.inner, d.blocked = 0, 0, false
	for len(d.stack) > 0 {
		d.fresh = len(d.stack) - 1
		if d.stack[d.fresh].next() {
			return true
		}
		d.stack = d.stack[:d.fresh]
	}
	a.Verdict = Exhausted
	return false
}

// next takes the next outcome of the step, or else puts it to sleep and takes that of
// another goroutine.
func (n *branch) next() bool {
	for last := len(n.choices) - 1; last >= 0; last-- {
		if c := &n.choices[last]; c.taken+1 < c.arity {
			c.taken++
			return true
		}
		n.choices = n.choices[:last]
	}
	done := n.whole
	done.g, done.known, done.accesses = n.step.g, n.step.known, slices.Clone(done.accesses)
	n.sleep = append(n.sleep, done)
	n.whole.accesses, n.whole.conflictsWithAll = n.whole.accesses[:0], false
	for i, g := range n.enabled {
		if n.todo[i] && !n.sleeps(g) {
			n.chosen = i
			return true
		}
	}
	return false
}
