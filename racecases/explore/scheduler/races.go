package scheduler

// races looks for steps of the last run whose order could have been another one, and
// has the other one tried. Steps are ordered if they are of one goroutine, if one
// makes the other's, or if they are related; what is ordered through a third step is
// left to the runs that reverse that one. With a lock it would never come to that:
// between two who take it there is always the release, which cannot be reversed. So
// such steps do not count as a third one.
func (d *reduction) races() {
	steps := d.depth + 1
	all := steps + len(d.resting)
	previous := d.order(steps, all)
	d.scratch.reset(2, steps)
	seen := d.scratch.row(0)
	for j := d.fresh; j < all; j++ {
		s := d.at(j, steps)
		clear(seen)
		if p := previous[j]; p >= 0 {
			seen.union(d.before.row(p))
			seen.add(p)
		}
		for i := min(j, steps) - 1; i >= 0; i-- {
			if seen.has(i) || d.relates(&d.stack[i].step, s) != races {
				continue
			}
			n := &d.stack[i]
			waits := i > previous[j] // it was at its gate already
			if waits && n.number(s.g) < 0 && !d.opened(i, j, steps) {
				continue // before step i it could not go on
			}
			d.reverse(i, j, steps)
			if waits || s.gate == nil || s.gate == n.step.gate {
				seen.union(d.before.row(i))
				seen.add(i)
			}
		}
	}
}

// opened reports whether step j could perhaps go on without step i, because of what
// others do after i that has nothing to do with it.
func (d *reduction) opened(i, j, steps int) bool {
	for e := i + 1; e < min(j, steps); e++ {
		if !d.before.row(e).has(i) && d.relates(&d.stack[e].step, d.at(j, steps)) != commute {
			return true
		}
	}
	return false
}

// order finds out which steps come before which in every schedule of the class, and
// which one made each step possible: the last of the same goroutine, or that which
// made the goroutine.
func (d *reduction) order(steps, all int) (previous []int) {
	d.before.reset(all, steps)
	previous = make([]int, all)
	d.last = d.last[:0]
	for j := range all {
		s := d.at(j, steps)
		previous[j] = -1
		row := d.before.row(j)
		if int(s.g) < len(d.last) && s.g != theClock {
			if p := d.last[s.g]; p >= 0 {
				previous[j] = p
				row.union(d.before.row(p))
				row.add(p)
			}
		}
		for i := min(j, steps) - 1; i >= 0; i-- {
			if !row.has(i) && d.relates(&d.stack[i].step, s) != commute {
				row.union(d.before.row(i))
				row.add(i)
			}
		}
		if j >= steps {
			continue
		}
		for len(d.last) < int(s.spawned) {
			d.last = append(d.last, j)
		}
		if s.g != theClock {
			d.last[s.g] = j
		}
	}
	return previous
}

func (d *reduction) at(j, steps int) *step {
	if j < steps {
		return &d.stack[j].step
	}
	return &d.resting[j-steps]
}

// number returns the place of a goroutine among those that can go on, or -1.
func (n *branch) number(g int32) int {
	for i, e := range n.enabled {
		if e == g {
			return i
		}
	}
	return -1
}

// reverse sees to it that step j is tried before step i: with a run that begins at i
// with one of those that come to j without i.
func (d *reduction) reverse(i, j, steps int) {
	n := &d.stack[i]
	v := d.scratch.row(1)
	clear(v)
	add := -1
	for e := i + 1; e <= j; e++ {
		if e < j && (e >= steps || d.before.row(e).has(i)) {
			continue
		}
		begins := !d.before.row(e).meets(v)
		if e < j {
			v.add(e)
		}
		if !begins {
			continue
		}
		g := d.at(e, steps).g
		k := n.number(g)
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
	for k := range n.todo {
		n.todo[k] = true
	}
}
