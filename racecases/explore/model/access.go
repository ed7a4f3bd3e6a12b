package model

import "unsafe"

// Loaded is a point before a read.
func Loaded[T any](p *T) *T {
	touch(reads, unsafe.Pointer(p))
	return p
}

// Lent is a point before the read of what code without points is given, which may
// write behind it in the same step.
func Lent[T any](p *T) *T {
	touch(lends, unsafe.Pointer(p))
	return p
}

// Stored is a point between a value and its store, where p leads to the variable or is nil.
func Stored[V, T any](p *V, v T) T {
	touch(writes, unsafe.Pointer(p))
	return v
}

// Touch is a point before a statement that stores a constant.
func Touch[V any](p *V) { touch(writes, unsafe.Pointer(p)) }
