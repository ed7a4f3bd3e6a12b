//go:build !race || !explored

package race

import "unsafe"

// Enabled reports whether the detector is linked in.
const Enabled = false

// Without a detector these do nothing.
func Hide()                       {}
func Show()                       {}
func Acquire(unsafe.Pointer)      {}
func Release(unsafe.Pointer)      {}
func ReleaseMerge(unsafe.Pointer) {}
func Read(unsafe.Pointer)         {}
func Write(unsafe.Pointer)        {}
func Errors() int                 { return 0 }
