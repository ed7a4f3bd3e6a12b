package scheduler

import "slices"

// backtrack adds backtrack points from the last run. Of a run that a failure cut short
// it is unknown what the other goroutines would have done: all of them are to be tried
// everywhere.
func (d *dpor) backtrack(r *Run) {
	d.endStep(r)
	if !d.blocked {
		d.pending = d.pending[:0]
		for i := range d.stack[:d.depth+1] {
			d.stack[i].tryAll()
		}
	}
	d.pursued = !d.tooLong && d.reverseRaces()
}

// late reports whether the budget is spent, every so many steps of an analysis.
func (d *dpor) late(j int) bool {
	if j%64 != 0 {
		return false
	}
	select {
	case <-d.expired:
		return true
	default:
		return false
	}
}

// reverseRaces finds steps of the last run whose order could have been another one, and
// has the other order tried. Steps are ordered if they are of one goroutine, if one
// creates the other's, or if they are related; what is ordered through a third step is
// left to the runs that reverse that one. With a lock none would: between two steps that
// take it there is always the release, which cannot be reversed. So such steps do not
// count as a third one. It reports whether the time was enough.
func (d *dpor) reverseRaces() bool {
	previous := d.order()
	if previous == nil {
		return false
	}
	d.scratch.reset(2, d.depth+1)
	for j := d.fresh; j < len(previous); j++ {
		if j <= d.depth && d.stack[j].step.disarms {
			d.stack[j].tryClock()
		}
		d.reverseRacesOf(j, previous[j])
		if d.late(j) {
			return false
		}
	}
	return true
}

// reverseRacesOf does so for step j and those before it.
func (d *dpor) reverseRacesOf(j, previous int) {
	s, seen := d.at(j), d.scratch.row(0)
	clear(seen)
	if previous >= 0 {
		seen.union(d.before.row(previous))
		seen.add(previous)
	}
	for i := min(j-1, d.depth); i >= 0; i-- {
		if seen.has(i) || d.relate(&d.stack[i].step, s) != conflicts {
			continue
		}
		n := &d.stack[i]
		waits := i > previous // it was at its scheduling point already
		if waits && !slices.Contains(n.enabled, s.g) && !d.enabledWithout(i, j) {
			continue // before step i it could not go on
		}
		d.reverse(i, j)
		if waits || s.guard == nil || s.guard == n.step.guard {
			seen.union(d.before.row(i))
			seen.add(i)
		}
	}
}

// enabledWithout reports whether step j could perhaps go on without step i, because of
// steps after i that do not depend on it.
func (d *dpor) enabledWithout(i, j int) bool {
	for e := i + 1; e <= min(j-1, d.depth); e++ {
		if !d.before.row(e).has(i) && d.relate(&d.stack[e].step, d.at(j)) != commutes {
			return true
		}
	}
	return false
}

// order computes which steps come before which in every schedule of the class, and
// which one made each step possible: the last of the same goroutine, or the one that
// created the goroutine. It returns nil if there is no time left.
func (d *dpor) order() (previous []int) {
	previous = make([]int, d.depth+1+len(d.pending))
	d.before.reset(len(previous), d.depth+1)
	d.latest, d.fired = d.latest[:0], -1
	for j := range previous {
		if d.late(j) {
			return nil
		}
		s := d.at(j)
		row := d.before.row(j)
		previous[j] = d.predecessor(s)
		if p := previous[j]; p >= 0 {
			row.union(d.before.row(p))
			row.add(p)
		}
		for i := min(j-1, d.depth); i >= 0; i-- {
			if !row.has(i) && d.relate(&d.stack[i].step, s) != commutes {
				row.union(d.before.row(i))
				row.add(i)
			}
		}
		if j > d.depth {
			continue
		}
		for len(d.latest) < int(s.created) {
			d.latest = append(d.latest, j)
		}
		if s.g == theClock {
			d.fired = j
		} else {
			d.latest[s.g] = j
		}
	}
	return previous
}

// predecessor returns the last step so far of the goroutine that takes a step, or -1.
func (d *dpor) predecessor(s *step) int {
	switch {
	case s.g == theClock:
		return d.fired
	case int(s.g) >= len(d.latest):
		return -1
	}
	return d.latest[s.g]
}

// at returns a step of the last run, or one that was still to come when it ended.
func (d *dpor) at(j int) *step {
	if j <= d.depth {
		return &d.stack[j].step
	}
	return &d.pending[j-d.depth-1]
}

func (n *branch) tryAll() {
	for k := range n.todo {
		n.todo[k] = true
	}
}

// tryClock has a timer fire instead of a step after which it does not.
func (n *branch) tryClock() {
	if k := slices.Index(n.enabled, theClock); k >= 0 && !n.sleeps(theClock) {
		n.todo[k] = true
	}
}

// reverse has step j tried before step i: by a run that takes at i one of the steps
// that lead to j without i.
func (d *dpor) reverse(i, j int) {
	n := &d.stack[i]
	passed := d.scratch.row(1)
	clear(passed)
	add := -1
	for e := i + 1; e <= j; e++ {
		if e < j && (e > d.depth || d.before.row(e).has(i)) {
			continue
		}
		initial := !d.before.row(e).intersects(passed)
		if e < j {
			passed.add(e)
		}
		if !initial {
			continue
		}
		g := d.at(e).g
		k := slices.Index(n.enabled, g)
		if k >= 0 && n.todo[k] || n.sleeps(g) {
			return
		}
		if k >= 0 {
			add = k // of j itself, if it is one of them
		}
	}
	if add >= 0 {
		n.todo[add] = true
		return
	}
	n.tryAll()
}
