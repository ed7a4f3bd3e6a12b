//go:build !race

// Package instrument rewrites Go files so that the explorer schedules their goroutines:
// the go statement, channel operations and select become calls of package model, and so
// do the parts of context, maps, math/rand, runtime, sync, sync/atomic, testing and time
// that are modelled. On request, reads and writes of variables that goroutines may share
// become scheduling points as well.
//
// The edits are made in the text, and no line moves, or a directive names the original
// one: compiler errors and stacks name the lines of the sources. The sources are left
// alone; the result goes to the go command as an overlay.
//
// A program that is built to be played also says which variables it has: after each
// definition, at the begin of each function, and where a function literal captures some, is
// a call that keeps a pointer to them. They move to the heap by that, and are what they were
// otherwise.
//
// Only the command instrumenter links it, which the tests start too. A race build has neither:
// they compute in one goroutine, and go test -race ./... would compile a type checker once more.
//
// # Limits
//
// A call that could block outside of the model is refused when the program reaches it, by
// its name and place. Files of a package with cgo have points at operations, and none at
// accesses: the types that come from C are not known. Package variables get a function
// that resets them before each schedule, except where an initialiser registers something
// for the whole process.
package instrument
