package model

import (
	"sync"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A Once is a sync.Once.
type Once struct {
	_             [unsafe.Sizeof(sync.Once{}) - 8]byte
	runner        int32
	running, done bool
}

// A onceGuard is open while the function does not run.
type onceGuard Once

func (g *onceGuard) Ready() bool  { return !g.running }
func (g *onceGuard) Holder() int  { return int(g.runner) }
func (*onceGuard) String() string { return "whose function runs" }

// Do calls f the first time.
func (o *Once) Do(f func()) {
	w := waitAt(o, "sync.Once.Do", (*onceGuard)(o), Changing(unsafe.Pointer(o)))
	if o.done {
		race.Acquire(unsafe.Pointer(o))
		return
	}
	o.running, o.runner = true, int32(w.ID())
	defer func() {
		o.running, o.done = false, true
		w.Touch(scheduler.Releases, unsafe.Pointer(o))
		race.Release(unsafe.Pointer(o))
	}()
	f()
}

// OnceFunc is sync.OnceFunc: a panic of f is that of every call.
func OnceFunc(f func()) func() {
	once := OnceValue(func() struct{} { f(); return struct{}{} })
	return func() { once() }
}

// OnceValue is sync.OnceValue.
func OnceValue[T any](f func() T) func() T {
	var once Once
	var result T
	var panicked any
	valid := false
	return func() T {
		once.Do(func() {
			defer func() {
				if !valid {
					panicked = recover()
				}
			}()
			result = f()
			valid = true
		})
		if !valid {
			panic(panicked)
		}
		return result
	}
}

// OnceValues is sync.OnceValues.
func OnceValues[T, U any](f func() (T, U)) func() (T, U) {
	type pair struct {
		t T
		u U
	}
	once := OnceValue(func() pair {
		t, u := f()
		return pair{t, u}
	})
	return func() (T, U) {
		p := once()
		return p.t, p.u
	}
}
