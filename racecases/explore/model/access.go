package model

// Loaded is a point before a read.
func Loaded[T any](p *T) *T {
	touch(reads, p)
	return p
}

// Stored is a point between a value and its store, where p leads to the variable or is nil.
func Stored[T any](p any, v T) T {
	touch(writes, p)
	return v
}

// Touch is a point before a statement that stores a constant.
func Touch(p any) { touch(writes, p) }
