package model

import (
	"runtime"
	"sync/atomic"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/variables"
)

// A modelState is what the model knows of a run beyond its goroutines.
type modelState struct {
	*scheduler.Run
	channels channels
	keys     []unsafe.Pointer // in keys of maps, in the order of storing: they have no other
	drawing
	memory      struct{ written, read byte } // stand for all variables
	environment byte                         // stands for that of the process
	goroutines  byte                         // stands for their number

	credits credits
	passes  passages
	others  []any // what models in other packages keep of it, a pointer to each

	watch *variables.Watch // nil: variables are not kept

	used      *runtime.MemStats // of the process, see ReadMemStats
	starting  bool              // package variables are being made
	tested    bool              // see Tested
	collected string            // what the program calls to learn of a collection

	objects *objects // nil: the run is not played
	opened  *opened  // nil: all accesses with points are

	marked  Accesses // nil: racy pairs are not looked for
	pending []access // marked ones that are the next step of a goroutine
}

// current is the state of the run: there is one at a time in a process. It is a package
// variable because rewritten code has no other place to find it by.
//
// It is no [atomic.Pointer]: nothing is inlined in this package under the race detector, and
// this is read several times in each operation.
var current unsafe.Pointer

// Explored makes a program of an instrumented function.
func Explored(f func(r *scheduler.Run)) scheduler.Program {
	c := newCommandLine()
	return func(r *scheduler.Run) {
		w := &modelState{Run: r}
		if builtToPlay != "" {
			w.opened = newOpened(r.Open())
		}
		if r.Played() {
			w.watch, w.objects = variables.New(), newObjects()
			r.Inspect(w.inspect)
		}
		w.install()
		defer restoreSurrounding()
		w.initialise(c)
		f(r)
	}
}

// install makes a state the current one. What a detector links in for an atomic store of a
// pointer orders goroutines, and takes longer than a step.
func (w *modelState) install() {
	if race.Enabled {
		current = unsafe.Pointer(w)
		return
	}
	atomic.StorePointer(&current, unsafe.Pointer(w))
}

// here returns the state of the current run.
func here() *modelState {
	if w := (*modelState)(atomic.LoadPointer(&current)); w != nil {
		return w
	}
	return outside
}

// Running returns the current run, for models in other packages.
func Running() *scheduler.Run { return here().Run }

// Of returns what a model in another package keeps of the current run: at first the zero value.
func Of[T any]() *T {
	w := here()
	for _, x := range w.others {
		if x, ok := x.(*T); ok {
			return x
		}
	}
	x := new(T)
	w.others = append(w.others, x)
	return x
}

// Go is the go statement, after its operands were evaluated.
func Go(f func()) {
	if f == nil {
		here().Fail(scheduler.Fatal, "go of nil func value")
	}
	w := here()
	if countsGoroutines != "" {
		f = w.counted(f)
	}
	w.Go(f)
}

// countsGoroutines is what the linker sets in a program that calls runtime.NumGoroutine somewhere.
var countsGoroutines string

// counted makes the end of a goroutine a step of its own: it comes after what others may wait for,
// as the Done of a WaitGroup, and only their number shows whether it has come.
func (w *modelState) counted(f func()) func() {
	w.Touch(scheduler.Adds, unsafe.Pointer(&w.goroutines))
	return func() {
		f()
		w.WaitOn("the end of a goroutine", nil, adding(unsafe.Pointer(&w.goroutines)))
	}
}

// looked declares that the running step has changed nothing. It is a function because
// generic callers are compiled into the program's package.
func looked() { here().Looked() }
