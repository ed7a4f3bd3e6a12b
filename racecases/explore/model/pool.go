package model

import (
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A Pool is a sync.Pool. By default Get finds it empty, which the original allows; that it
// returns what was put back last is an alternative of the schedule.
type Pool struct {
	New  func() any
	w    *modelState // of the run that the free ones belong to: a pool may outlive it
	free []*pooled
}

type pooled struct{ x any }

// Get returns an object, new or not.
func (p *Pool) Get() any {
	w := waitAt(p, "sync.Pool.Get", nil, Changing(unsafe.Pointer(p)))
	if n := len(p.free); p.w == w && n > 0 && w.chooseOld() {
		last := p.free[n-1]
		p.free = p.free[:n-1]
		race.Acquire(unsafe.Pointer(last))
		return last.x
	}
	if p.New == nil {
		return nil
	}
	return p.New()
}

// chooseOld lets the schedule decide whether an object that was put back is used again.
func (w *modelState) chooseOld() bool {
	w.Offer(scheduler.ChoosesNumber, 2, func(i int) string { return [...]string{"a new object", "the object that was put back last"}[i] })
	return w.Choose(2) == 1
}

// Put gives an object back.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	w := here()
	if p.w != w {
		p.w, p.free = w, nil
	}
	last := &pooled{x}
	race.Release(unsafe.Pointer(last))
	p.free = append(p.free, last)
	w.Touch(scheduler.Writes, unsafe.Pointer(p))
}
