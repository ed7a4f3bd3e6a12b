package scheduler

import (
	"fmt"
	"runtime/debug"
	"unsafe"

	"github.com/petermattis/goid"

	"threadlab/racecases/explore/race"
)

// A goroutine of the program, numbered in the order of their making. Until its
// first turn there is no real goroutine behind it.
type goroutine struct {
	id      int
	f       func()
	w       *worker
	started bool
	op      string    // what it waits for
	gate    Guard     // nil: can always go on
	at      []uintptr // where, in a traced run
	yields  bool      // lets the others have their turn first
	awake   bool      // could go on before the clock was advanced
	ended   bool
	exited  bool // by runtime.Goexit
	left    bool // by Leave

	touches []touch // what its next step uses
	told    bool    // and it uses nothing else
}

// A worker is the real goroutine that runs one of the program's. It is used again
// under the next schedule, because starting one is a third of what a short schedule
// costs; not under the same one, where what it does would be ordered by that.
type worker struct {
	wake chan struct{}
	pool *pool
	id   int64 // as the Go runtime numbers it
	run  *Run
	g    *goroutine
}

// A pool keeps the workers that have nothing to do.
type pool struct {
	idle    []*worker
	used    []*worker         // idle when the schedule has ended
	edge    byte              // what ties schedules together for the race detector
	foreign chan RefusedError // somebody who is none of them came to a gate
}

func newPool() *pool { return &pool{foreign: make(chan RefusedError, 1)} }

func (p *pool) get() *worker {
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return w
	}
	return p.add()
}

// add makes a worker. Whoever does so is before nothing that it will do.
func (p *pool) add() *worker {
	race.Hide()
	defer race.Show()
	w := &worker{wake: make(chan struct{}, 1), pool: p}
	go w.loop()
	return w
}

// refill makes all workers idle that are left of the last schedule.
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

func (w *worker) loop() {
	race.Hide()
	defer race.Show()
	w.id = goid.Get()
	for {
		<-w.wake
		if w.g == nil || !w.turn() {
			return
		}
	}
}

// turn runs a goroutine from its first step to its end, however it ends. It reports
// whether the worker can be used again: not after runtime.Goexit, nor a panic.
func (w *worker) turn() (returned bool) {
	r, g := w.run, w.g
	defer func() {
		p := recover()
		if p != nil {
			r.fail(&Failure{Kind: Panic, Message: fmt.Sprint(p), Stack: string(debug.Stack())})
		}
		g.exited = p == nil && !returned && !g.left
		race.ReleaseMerge(unsafe.Pointer(&w.pool.edge))
		race.Hide()
		if returned {
			w.pool.used = append(w.pool.used, w)
		}
		r.end(g)
	}()
	r.begin(g)
	race.Show()
	if g == r.main {
		race.Acquire(unsafe.Pointer(&w.pool.edge))
	}
	race.Acquire(unsafe.Pointer(g))
	g.f()
	return true
}
