// Package instrument rewrites Go files so that the explorer schedules their goroutines:
// the go statement, channel operations and select become calls of package model, and so
// do the parts of context, maps, math/rand, runtime, sync, sync/atomic, testing and time
// that are modelled. On request, reads and writes of variables that goroutines may share
// become scheduling points as well.
//
// The edits are made in the text, and no line moves: compiler errors and stacks name the
// original lines. The sources are left alone; the result goes to the go command as an
// overlay.
//
// # Limits
//
// A construct that cannot be rewritten is refused by its name and place, and its file is
// left alone. A call that could block outside of the model is refused when the program
// reaches it. Package variables get a function that resets them before each schedule,
// except where an initialiser registers something for the whole process.
package instrument
