// Package primitives is Python's threading module for Go: its locks, its semaphores, its threads, and its global interpreter
// lock, with the behaviour and the error messages of CPython 3.13.
package primitives
