//go:build race && explored

package race

import (
	"runtime"
	"unsafe"
)

// Enabled reports whether there is a detector to speak to.
const Enabled = true

// Hide keeps what the running goroutine does from ordering anything, until it calls
// Show. No code of the program may run in between.
func Hide() { runtime.RaceDisable() }

// Show ends what Hide began.
func Show() { runtime.RaceEnable() }

// Acquire orders what comes after it behind every Release of p so far.
func Acquire(p unsafe.Pointer) { runtime.RaceAcquire(p) }

// Release orders what came before it ahead of the next Acquire of p. It forgets
// earlier ones.
func Release(p unsafe.Pointer) { runtime.RaceRelease(p) }

// ReleaseMerge is a Release that forgets nothing.
func ReleaseMerge(p unsafe.Pointer) { runtime.RaceReleaseMerge(p) }

// Errors counts what the detector has reported.
func Errors() int { return runtime.RaceErrors() }
