package scheduler

import (
	"fmt"
	"runtime/debug"
	"unsafe"

	"threadlab/racecases/explore/goid"
	"threadlab/racecases/explore/race"
)

// A worker is the real goroutine that runs one of the program's. It is used again
// later, because starting one is a third of what a short schedule costs; if the race
// detector is on, not under the same schedule, where that would order what the two do.
type worker struct {
	wake chan struct{}
	pool *pool
	id   int64 // as the Go runtime numbers it
	run  *Run
	g    *goroutine
}

// A pool keeps the workers between runs.
type pool struct {
	idle    []*worker
	used    []*worker         // idle when the schedule has ended
	edge    byte              // what orders one schedule before the next for the race detector
	unknown chan RefusedError // a goroutine not created by the scheduler reached a scheduling point
	stuck   bool              // a worker never comes back
}

func newPool() *pool { return &pool{unknown: make(chan RefusedError, 1)} }

func (p *pool) get() *worker {
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return w
	}
	return p.add()
}

// put takes back a worker whose goroutine has ended. It returns false if there are enough.
func (p *pool) put(w *worker) bool {
	switch {
	case !race.Enabled:
		p.idle = append(p.idle, w)
	case len(p.used) < maxUsed:
		p.used = append(p.used, w)
	default:
		return false
	}
	return true
}

// maxUsed bounds the workers that have nothing to do until a schedule ends: the race
// detector allows 8128 goroutines.
const maxUsed = 1000

// add starts a worker. For the detector, that orders nothing before what the worker runs.
func (p *pool) add() *worker {
	race.Hide()
	defer race.Show()
	w := &worker{wake: make(chan struct{}, 1), pool: p}
	go w.loop()
	return w
}

// refill makes the workers idle that the last schedule used.
func (p *pool) refill() {
	p.idle = append(p.idle, p.used...)
	p.used = p.used[:0]
}

// close ends the workers of the pool.
func (p *pool) close() {
	p.refill()
	for _, w := range p.idle {
		w.g = nil
		w.wake <- struct{}{}
	}
	p.idle = nil
}

// reappear ends the hiding of the goroutine that has started a schedule, and orders it
// after everything in that.
func (p *pool) reappear() {
	race.Show()
	race.Acquire(unsafe.Pointer(&p.edge))
}

func (w *worker) loop() {
	race.Hide()
	defer race.Show()
	w.id = goid.Get()
	for {
		<-w.wake
		if w.g == nil || !w.runGoroutine() {
			return
		}
	}
}

// runGoroutine runs a goroutine from its first step to its end, however it ends. It
// reports whether the worker can be used again: not after runtime.Goexit or a panic.
func (w *worker) runGoroutine() (returned bool) {
	r, g := w.run, w.g
	defer func() {
		p := recover()
		if p != nil {
			r.fail(&Failure{Kind: Panic, Message: fmt.Sprint(p), Stack: string(debug.Stack())})
		}
		g.exited = p == nil && !returned && !g.left
		r.orderBeforeQuiet()
		race.ReleaseMerge(unsafe.Pointer(&w.pool.edge))
		kept := returned && w.pool.put(w)
		r.end(g)
		returned = kept
	}()
	r.begin(g)
	race.Show()
	if g == r.main {
		race.Acquire(unsafe.Pointer(&w.pool.edge))
	} else {
		race.Acquire(unsafe.Pointer(g))
	}
	g.f()
	return true
}
