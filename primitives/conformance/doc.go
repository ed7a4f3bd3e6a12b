// Package conformance runs CPython's own tests of threading, written in Go, on threadlab/primitives. README.md lists each of
// them, and how it had to be adapted.
package conformance
