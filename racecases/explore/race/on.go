//go:build race && explored

package race

import (
	"runtime"
	"unsafe"
)

// Enabled reports whether the detector is linked in.
const Enabled = true

// Hide keeps the running goroutine from ordering anything, until it calls Show. No code of
// the program may run in between.
func Hide() { runtime.RaceDisable() }

// Show ends what Hide began.
func Show() { runtime.RaceEnable() }

// The detector need not follow the calls of the next three: no report leads through them.

// Acquire orders what comes after it after every Release of p so far.
//
//go:norace
func Acquire(p unsafe.Pointer) { runtime.RaceAcquire(p) }

// Release orders what came before it before the next Acquire of p. It replaces earlier
// releases.
//
//go:norace
func Release(p unsafe.Pointer) { runtime.RaceRelease(p) }

// ReleaseMerge is a Release that keeps earlier ones.
//
//go:norace
func ReleaseMerge(p unsafe.Pointer) { runtime.RaceReleaseMerge(p) }

// Read and Write are accesses to what p leads to, made in its place by a lock that is
// misused if they race.
func Read(p unsafe.Pointer)  { runtime.RaceRead(p) }
func Write(p unsafe.Pointer) { runtime.RaceWrite(p) }

// Errors returns the number of reports so far.
func Errors() int { return runtime.RaceErrors() }
