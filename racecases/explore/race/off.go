//go:build !race || !explored

package race

import "unsafe"

// Enabled reports whether there is a detector to speak to.
const Enabled = false

// What is said to no detector.
func Hide()                       {}
func Show()                       {}
func Acquire(unsafe.Pointer)      {}
func Release(unsafe.Pointer)      {}
func ReleaseMerge(unsafe.Pointer) {}
func Errors() int                 { return 0 }
