// Package shelf is what tests use: a part of the module that is not the test's package.
package shelf

// A Shelf counts books, without a lock.
type Shelf struct{ books int }

func (s *Shelf) Put()       { s.books++ }
func (s *Shelf) Books() int { return s.books }
