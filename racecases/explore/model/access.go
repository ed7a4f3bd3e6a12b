package model

// Loaded is a point before a read.
func Loaded[T any](p *T) *T {
	touch()
	return p
}

// Stored is a point between a value and its store.
func Stored[T any](v T) T {
	touch()
	return v
}

// Touch is a point before a statement that stores a constant.
func Touch() { touch() }

func touch() { here().Wait("access", nil) }
