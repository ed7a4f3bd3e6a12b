package model

import "reflect"

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
		defer w.storing(storing{value: reflect.ValueOf(v)})()
	}
	return Stored(p, v)
}

// WatchTouched is a [Touch] before a statement that stores a constant, and gets its text.
func WatchTouched[V any](p *V, path func() any, constant string) {
	w := here()
	w.leadsTo(path)
	if w.watch != nil {
		defer w.storing(storing{constant: constant})()
	}
	Touch(p)
}

// A storing is what a goroutine is about to store.
type storing struct {
	value    reflect.Value
	constant string // its text; empty: it is the value
}

// storing notes what the running goroutine is about to store, until the function that it
// returns is called.
func (w *modelState) storing(s storing) (stored func()) {
	by := w.ID()
	w.watch.stores[by] = s
	return func() { delete(w.watch.stores, by) }
}
