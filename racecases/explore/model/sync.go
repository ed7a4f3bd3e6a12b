package model

import (
	"fmt"
	"sync"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A WaitGroup is a sync.WaitGroup.
type WaitGroup struct {
	_       [unsafe.Sizeof(sync.WaitGroup{}) - 8]byte
	_       [0]int64 // aligned as in sync
	n       int32
	rises   uint16 // how often the count has left 0
	noticed uint16 // by a Wait that did not find the count 0, up to which rise
}

// A groupGuard opens when the count is 0.
type groupGuard WaitGroup

func (g *groupGuard) Ready() bool    { return g.n == 0 }
func (g *groupGuard) String() string { return fmt.Sprintf("its count is %d", g.n) }

// Add adds to the count.
func (g *WaitGroup) Add(n int) {
	if n > 0 {
		waitAt(g, "sync.WaitGroup.Add", nil, adding(unsafe.Pointer(g)))
	}
	if n > 0 && g.n == 0 {
		race.Read(unsafe.Pointer(&g.rises)) // as the original does, so that it races with Wait
		g.rises++
	}
	g.add(n)
}

func (g *WaitGroup) add(n int) {
	if here().Over() {
		return
	}
	w := here()
	switch {
	case n > 0:
		w.credits.add(w, g, n)
	case n < 0:
		w.Touch(w.credits.take(w, g, -n), unsafe.Pointer(g))
		race.ReleaseMerge(unsafe.Pointer(g))
	}
	if g.n += int32(n); g.n < 0 {
		panic("sync: negative WaitGroup counter")
	}
}

// Done decrements the count.
func (g *WaitGroup) Done() {
	here().Record("sync.WaitGroup.Done")
	g.add(-1)
}

// Wait waits until the count is 0.
func (g *WaitGroup) Wait() {
	rises, waits := g.rises, g.n > 0
	waitAt(g, "sync.WaitGroup.Wait", (*groupGuard)(g), looking(unsafe.Pointer(g)))
	if (waits || g.rises != rises) && g.noticed != g.rises {
		g.noticed = g.rises
		race.Write(unsafe.Pointer(&g.rises)) // the first that waits, or they would race with each other
	}
	race.Acquire(unsafe.Pointer(g))
}

// Go runs f in a goroutine that is counted.
func (g *WaitGroup) Go(f func()) {
	g.Add(1)
	Go(func() {
		defer g.Done()
		f()
	})
}

// A Cond is a sync.Cond. Like the original it must not be copied.
type Cond struct {
	_       [unsafe.Sizeof(sync.Cond{}) - 6*unsafe.Sizeof(uintptr(0))]byte
	L       sync.Locker
	self    *Cond
	waiters []*ticket
}

// A ticket is the guard of one waiter.
type ticket struct{ signalled bool }

func (t *ticket) Ready() bool { return t.signalled }

func (t *ticket) signal() {
	here().Touch(scheduler.Releases, unsafe.Pointer(t))
	t.signalled = true
}

// NewCond returns a Cond on a lock.
func NewCond(l sync.Locker) *Cond { return &Cond{L: l} }

func (c *Cond) check() {
	if c.self == nil {
		c.self = c
	}
	if c.self != c {
		panic("sync.Cond is copied")
	}
}

// Wait unlocks L, waits to be signalled, and locks L again.
func (c *Cond) Wait() {
	c.check()
	waitAt(c, "sync.Cond.Wait begins", nil, Changing(unsafe.Pointer(c)))
	t := new(ticket)
	c.waiters = append(c.waiters, t)
	c.L.Unlock()
	waitAt(c, "sync.Cond.Wait", t, Changing(unsafe.Pointer(t)))
	c.L.Lock()
}

// Signal wakes the waiter that has waited longest.
func (c *Cond) Signal() {
	c.check()
	waitAt(c, "sync.Cond.Signal", nil, Changing(unsafe.Pointer(c)))
	if len(c.waiters) > 0 {
		first := c.waiters[0]
		c.waiters = race.Remove(c.waiters, first) // its room is used again
		first.signal()
	}
}

// Broadcast wakes all waiters.
func (c *Cond) Broadcast() {
	c.check()
	waitAt(c, "sync.Cond.Broadcast", nil, Changing(unsafe.Pointer(c)))
	for _, t := range c.waiters {
		t.signal()
	}
	c.waiters = nil
}

// credits say which Done of a WaitGroup follows an Add of its own in every order: one of
// the same goroutine, or one that an ancestor did before it created the next of them. As
// long as all do, the count is never negative, and a Done commutes with the other Adds.
type credits struct {
	list   []*credit
	broken []*WaitGroup // a Done had no credit
}

// A credit is what is left of an Add.
type credit struct {
	group *WaitGroup
	by    int // a goroutine
	step  int
	n     int
}

func (c *credits) add(w *modelState, g *WaitGroup, n int) {
	if w.Tracks() {
		c.list = append(c.list, &credit{g, w.ID(), w.Step(), n})
	}
}

// take uses up credits of the running goroutine and returns how a Done commutes.
func (c *credits) take(w *modelState, g *WaitGroup, n int) scheduler.Access {
	if !w.Tracks() {
		return scheduler.Releases
	}
	for _, b := range c.broken {
		if b == g {
			return scheduler.Releases
		}
	}
	for ; n > 0; n-- {
		if !c.takeOne(w, g) {
			c.broken = append(c.broken, g)
			return scheduler.Releases
		}
	}
	return scheduler.Gives
}

// takeOne takes the credit that the fewest other goroutines could use.
func (c *credits) takeOne(w *modelState, g *WaitGroup) bool {
	by, before := w.ID(), w.Step()
	for by >= 0 {
		for i := len(c.list) - 1; i >= 0; i-- {
			if x := c.list[i]; x.group == g && x.by == by && x.step <= before && x.n > 0 {
				x.n--
				return true
			}
		}
		by, before = w.Origin(by)
	}
	return false
}
