package scheduler

import "unsafe"

// crowdSize is how many goroutines make a crowd.
const crowdSize = 64

// A crowd keeps the set of enabled goroutines, where there are too many to ask each of
// them before every step. Which objects a guard depends on, and which ones a step
// changes, is what steps declare: only the guards that wait for one of those are asked
// again.
type crowd struct {
	on      bool
	all     []*goroutine // by number; nil: it has ended
	enabled idSet
	waiting waitTable
	loose   []*goroutine     // at guards that have not declared what they depend on
	changed []unsafe.Pointer // since the last update
	updates int
	askAll  bool // a step has not declared what it changes
}

// begin makes a crowd of the goroutines so far. It is too late to know what those depend
// on that wait, and what their next step changes.
func (c *crowd) begin(s *goroutines) {
	c.on, c.all = true, make([]*goroutine, s.created)
	for _, g := range s.live {
		c.all[g.id] = g
		if g != s.current {
			g.early = true
			c.park(g)
		}
	}
}

// add takes up a new goroutine.
func (c *crowd) add(g *goroutine) {
	c.all = append(c.all, g)
	c.park(g)
}

// park notes that a goroutine waits at its guard.
func (c *crowd) park(g *goroutine) {
	c.set(g)
	if g.guard == nil {
		return
	}
	if len(g.objects) == 0 {
		c.loose = append(c.loose, g)
		return
	}
	if cap(g.nodes) < len(g.objects) {
		g.nodes = make([]waitNode, len(g.objects))
	}
	g.nodes = g.nodes[:len(g.objects)]
	for i, o := range g.objects {
		g.nodes[i] = waitNode{g: g, object: o}
		c.waiting.link(&g.nodes[i])
	}
}

// leave notes that a goroutine goes on, and what its step may change, or that it ends.
func (c *crowd) leave(g *goroutine) {
	c.enabled.remove(g.id)
	for i := range g.nodes {
		c.waiting.unlink(&g.nodes[i])
	}
	g.nodes = g.nodes[:0]
	for i, other := range c.loose {
		if other == g {
			last := len(c.loose) - 1
			c.loose[i], c.loose[last] = c.loose[last], nil
			c.loose = c.loose[:last]
			break
		}
	}
	//lint:ignore S1011 the race detector would see the copy
	for _, o := range g.objects {
		c.changed = append(c.changed, o)
	}
	g.objects = g.objects[:0]
	c.askAll = c.askAll || g.early
	g.early = false
	if g.ended {
		c.all[g.id] = nil
	}
}

// note notes that an object has changed.
func (c *crowd) note(object unsafe.Pointer) {
	if c.on {
		c.changed = append(c.changed, object)
	}
}

// set asks a guard.
func (c *crowd) set(g *goroutine) {
	if g.ready() {
		c.enabled.add(g.id)
	} else {
		c.enabled.remove(g.id)
	}
}

// update asks the guards that may have opened or closed.
func (c *crowd) update() {
	c.updates++
	if c.askAll {
		for _, g := range c.all {
			if g != nil {
				c.set(g)
			}
		}
	}
	c.askAll = false
	for _, o := range c.changed {
		e := c.waiting.Find(o)
		if e == nil || e.Value.(*waitList).updated == c.updates {
			continue
		}
		list := e.Value.(*waitList)
		list.updated = c.updates
		for n := list.first; n != nil; n = n.next {
			c.set(n.g)
		}
	}
	c.changed = c.changed[:0]
	for _, g := range c.loose {
		c.set(g)
	}
}

// list appends the enabled goroutines with numbers from first to last, but for one.
func (c *crowd) list(order []*goroutine, first, last int, but *goroutine) []*goroutine {
	for id := c.enabled.next(first); id >= 0 && id <= last; id = c.enabled.next(id + 1) {
		if g := c.all[id]; g != but {
			order = append(order, g)
		}
	}
	return order
}

// DependsOn declares that the next guard of the running goroutine depends on an object,
// which the step after it may change, and on nothing else that is not declared in this
// way. Without it, that is what [Run.WaitOn] declares.
func (r *Run) DependsOn(object unsafe.Pointer) {
	if r.crowd.on {
		r.current.objects = append(r.current.objects, object)
	}
}

// Changed declares that guards that depend on an object may have opened or closed. So
// does Touch.
func (r *Run) Changed(object unsafe.Pointer) { r.crowd.note(object) }

// A waitTable finds the goroutines whose guards depend on an object.
type waitTable struct{ Table }

// A waitList is the goroutines at one object.
type waitList struct {
	first   *waitNode
	updated int // see crowd.update
}

type waitNode struct {
	g          *goroutine
	object     unsafe.Pointer
	list       *waitList
	prev, next *waitNode
}

func (t *waitTable) link(n *waitNode) {
	e := t.At(n.object)
	if e.Value == nil {
		e.Value = new(waitList)
	}
	n.list = e.Value.(*waitList)
	if n.next = n.list.first; n.next != nil {
		n.next.prev = n
	} else {
		n.list.updated = 0
	}
	n.list.first = n
}

func (t *waitTable) unlink(n *waitNode) {
	if n.next != nil {
		n.next.prev = n.prev
	}
	if n.prev != nil {
		n.prev.next = n.next
	} else if n.list.first = n.next; n.next == nil {
		t.Remove(n.object)
	}
	*n = waitNode{}
}
