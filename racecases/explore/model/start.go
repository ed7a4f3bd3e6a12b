package model

import (
	"reflect"

	"threadlab/racecases/explore/scheduler"
)

// starts are the functions that make package variables what they were when the
// process began, in the order in which Go initialises packages.
var starts []func()

// OnStart has functions called before each schedule.
func OnStart(functions ...func()) { starts = append(starts, functions...) }

// initialise does what Go does before main.
func (w *world) initialise() {
	w.starting = true
	for _, f := range starts {
		f()
	}
	w.starting = false
}

// Zero sets a variable to what it is without a value.
func Zero[T any](p *T) { *p = *new(T) }

// outside is the world of a process that explores nothing yet, as when its package
// variables are made for the first time: there is one goroutine.
var outside = &world{Run: scheduler.NewIdle()}

// Refused ends the exploration before a function is called that is not modelled. A
// package variable may have its value from one.
func Refused[F any](what string, f F) F {
	if w := here(); w != outside && !w.starting {
		w.Refuse(what)
	}
	return f
}

// RefusedLater is a function that ends the exploration when it is called.
func RefusedLater[F any](what string, f F) F {
	v := reflect.ValueOf(f)
	call := v.Call
	if v.Type().IsVariadic() {
		call = v.CallSlice
	}
	later := reflect.MakeFunc(v.Type(), func(args []reflect.Value) []reflect.Value {
		Refused(what, f)
		return call(args)
	})
	return later.Interface().(F)
}
