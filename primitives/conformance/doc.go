// Package conformance holds threadlab/primitives against CPython in three ways: CPython's own tests of threading, written in Go
// (README.md lists each of them, and how it had to be adapted); programs about the end of an interpreter; and random programs.
// The second and the third run in every python3 that there is, and here with a GIL and without.
//
// What long runs of these have compared is in results/conformance/random.jsonl, a line for each Python.
package conformance
