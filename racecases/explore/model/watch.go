package model

import (
	"reflect"
	"sync/atomic"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/variables"
)

// Instrumented code calls these functions in a program that is built to be played. Variables are
// kept in a run that is played, and in no other.

// Enter begins a call of a function whose variables are watched. It returns nil if they are not kept.
func Enter() *variables.Call {
	w := here()
	if w.watch == nil || !w.Runs() {
		return nil
	}
	return w.watch.Enter(w.ID())
}

// WatchPackage adds the package variables that a function uses. It is called where the function
// begins.
func WatchPackage(names string, pointers ...any) {
	if w := here(); w.watch != nil && w.Runs() {
		w.watch.AddPackage(names, pointers...)
	}
}

// WatchLoaded is a [Loaded] of the variable where a path begins. The path returns a pointer to
// what is read.
func WatchLoaded[T any](p *T, path func() any) *T {
	here().leadsTo(path)
	return Loaded(p)
}

// WatchLent is a [Lent] with such a path.
func WatchLent[T any](p *T, path func() any) *T {
	here().leadsTo(path)
	return Lent(p)
}

// WatchStored is a [Stored] whose value can be shown. A path, unless it is nil, returns a pointer
// to what is written.
func WatchStored[V, T any](p *V, path func() any, v T) T {
	w := here()
	w.leadsTo(path)
	if w.watch != nil {
		defer w.watch.Storing(w.ID(), reflect.ValueOf(v), "")()
	}
	return Stored(p, v)
}

// WatchTouched is a [Touch] before a statement that stores a constant, and gets its text.
func WatchTouched[V any](p *V, path func() any, constant string) {
	w := here()
	w.leadsTo(path)
	if w.watch != nil {
		defer w.watch.Storing(w.ID(), reflect.Value{}, constant)()
	}
	Touch(p)
}

// aside calls a function in a run of its own, where it may come to points; one that would wait
// panics.
func aside(f func()) {
	run := atomic.LoadPointer(&current)
	defer atomic.StorePointer(&current, run)
	atomic.StorePointer(&current, unsafe.Pointer(&modelState{Run: scheduler.NewStart()}))
	f()
}
