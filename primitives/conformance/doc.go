// Package conformance runs CPython's own tests of threading, written in Go, on threadlab/primitives. README.md lists each of
// them, and what had to be said differently.
package conformance
