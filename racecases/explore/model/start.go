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

// flags are what the packages define when the process begins.
var flags = flag.CommandLine

// A commandLine makes the flags of each schedule. They are a new set, for a second definition
// of one would be a panic.
type commandLine struct {
	name     string
	handling flag.ErrorHandling
	defined  []*flag.Flag // when the process begins
}

func newCommandLine() *commandLine {
	c := &commandLine{name: flags.Name(), handling: flags.ErrorHandling()}
	flags.VisitAll(func(f *flag.Flag) { c.defined = append(c.defined, f) })
	return c
}

func (c *commandLine) begin() { flag.CommandLine = flag.NewFlagSet(c.name, c.handling) }

// complete adds the flags of packages that are not initialised again.
func (c *commandLine) complete() {
	for _, f := range c.defined {
		if flag.Lookup(f.Name) == nil {
			flag.Var(f.Value, f.Name, f.Usage)
		}
	}
}

// initialise does what Go does before main.
func (w *modelState) initialise(c *commandLine) {
	w.starting = true
	w.Initialising()
	c.begin()
	restoreSurrounding()
	for _, f := range resets {
		f()
	}
	c.complete()
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

// Handler is a point before a call of a handler that is a mux, which others may register at.
func Handler[H any](h H) H {
	if t := reflect.TypeOf(h); t != nil && t.String() == "*http.ServeMux" {
		here().Wait("net/http.ServeMux.ServeHTTP", nil)
	}
	return h
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
