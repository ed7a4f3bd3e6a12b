package sched

import (
	"fmt"
	"runtime/debug"

	"github.com/petermattis/goid"
)

// A goroutine of the program, numbered in the order of their making. Until its
// first turn there is no real goroutine behind it.
type goroutine struct {
	id     int
	f      func()
	w      *worker
	op     string    // what it waits for
	gate   Gate      // nil: can always go on
	at     []uintptr // where, in a traced run
	yields bool      // lets the others have their turn first
	ended  bool
	exited bool // by runtime.Goexit
}

// A worker is the real goroutine that runs one of the program's. It is used again
// by the next, because starting one is a third of what a short schedule costs.
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
	foreign chan RefusedError // somebody who is none of them came to a gate
}

func newPool() *pool { return &pool{foreign: make(chan RefusedError, 1)} }

func (p *pool) get() *worker {
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return w
	}
	w := &worker{wake: make(chan struct{}, 1), pool: p}
	go w.loop()
	return w
}

// close ends the workers of the pool.
func (p *pool) close() {
	for _, w := range p.idle {
		w.g = nil
		w.wake <- struct{}{}
	}
	p.idle = nil
}

func (w *worker) loop() {
	w.id = goid.Get()
	for {
		<-w.wake
		if w.g == nil {
			return
		}
		w.turn()
	}
}

// turn runs a goroutine from its first step to its end, however it ends. After
// runtime.Goexit the worker is gone as well.
func (w *worker) turn() {
	r, g := w.run, w.g
	returned := false
	defer func() {
		p := recover()
		if p != nil {
			r.fail(&Failure{Kind: Panic, Message: fmt.Sprint(p), Stack: string(debug.Stack())})
		}
		g.exited = p == nil && !returned
		if !g.exited {
			w.pool.idle = append(w.pool.idle, w)
		}
		r.end(g)
	}()
	r.begin(g)
	g.f()
	returned = true
}
