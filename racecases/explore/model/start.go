package model

import (
	"flag"
	"reflect"

	"threadlab/racecases/explore/scheduler"
)

// resets are the functions that give package variables the values that they had when the
// process began, in the order in which Go initialises packages. They are a package
// variable because the init functions of rewritten packages register them.
var resets []func()

// OnStart registers functions that are called before each schedule.
func OnStart(functions ...func()) { resets = append(resets, functions...) }

// flags are what the packages define when the process begins. A second definition of one
// would be a panic: before each schedule there is a new set.
var flags = flag.CommandLine

// initialise does what Go does before main.
func (w *modelState) initialise() {
	w.starting = true
	w.Initialising()
	flag.CommandLine = flag.NewFlagSet(flags.Name(), flags.ErrorHandling())
	for _, f := range resets {
		f()
	}
	flags.VisitAll(func(f *flag.Flag) { // those of packages that are not initialised again
		if flag.Lookup(f.Name) == nil {
			flag.Var(f.Value, f.Name, f.Usage)
		}
	})
	w.Initialised()
	w.starting = false
}

// Zero sets a variable to its zero value.
func Zero[T any](p *T) { *p = *new(T) }

// outside is the state before anything is explored, when packages are initialised for the
// first time. It is made in the goroutine that initialises all others.
var outside = &modelState{Run: scheduler.NewStart()}

// Refused ends the exploration before a call of a function that is not modelled. The
// initialiser of a package variable may call one.
func Refused[F any](what string, f F) F {
	if w := here(); w != outside && !w.starting {
		w.Refuse(what)
	}
	return f
}

// Step is a point before a call of a function that is not modelled and does not wait for
// another goroutine, but may see what that does: one that uses files.
func Step[F any](what string, f F) F {
	here().Wait(what, nil)
	return f
}

// RefusedLater returns a function that ends the exploration when it is called.
func RefusedLater[F any](what string, f F) F {
	return preceded(f, func() { Refused(what, f) })
}

// StepLater returns a function that is a Step when it is called.
func StepLater[F any](what string, f F) F {
	return preceded(f, func() { Step(what, f) })
}

// preceded returns a function that calls first, and then f.
func preceded[F any](f F, first func()) F {
	v := reflect.ValueOf(f)
	call := v.Call
	if v.Type().IsVariadic() {
		call = v.CallSlice
	}
	later := reflect.MakeFunc(v.Type(), func(args []reflect.Value) []reflect.Value {
		first()
		return call(args)
	})
	return later.Interface().(F)
}
