package model

import (
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// Watched is [Explored], and the variables are kept.
func Watched(f func(r *scheduler.Run)) scheduler.Program {
	return Explored(func(r *scheduler.Run) {
		here().watch = newWatch()
		f(r)
	})
}

// Variables returns what is shown of the variables of the current run, and NameOf the name of
// an object.
func Variables(goroutines ...scheduler.GoroutineState) []scheduler.VariableState {
	return here().view(goroutines).states()
}

func NameOf(object unsafe.Pointer) string {
	return here().view([]scheduler.GoroutineState{{}}).names.nameOf(object)
}
