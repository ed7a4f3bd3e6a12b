package testing

import (
	"unsafe"

	"threadlab/racecases/explore/race"
)

// A mutex tells the race detector what the lock in a testing.T orders. It locks nothing:
// between two scheduling points one goroutine runs at a time.
type mutex struct{ written, read byte }

func (m *mutex) lock() {
	race.Acquire(unsafe.Pointer(&m.written))
	race.Acquire(unsafe.Pointer(&m.read))
}

func (m *mutex) unlock() { race.Release(unsafe.Pointer(&m.written)) }

func (m *mutex) rlock() { race.Acquire(unsafe.Pointer(&m.written)) }

func (m *mutex) runlock() { race.ReleaseMerge(unsafe.Pointer(&m.read)) }
