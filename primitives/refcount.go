package primitives

import "sync/atomic"

// ErrRefCount is that of giving back a reference that nobody counted.
var ErrRefCount error = &misuse{ErrValue, "reference given back too many times"}

// An AtomicRefCount is a reference count that any thread changes by an atomic addition: the obvious way to count references
// without a GIL, and the dear one. Each change costs an atomic instruction even if nobody else is there, and threads that share
// an object pass its cache line to and fro. It counts one reference when it is made, by [NewAtomicRefCount]; when it counts
// none it calls its finaliser, once, in the thread of the last Decr. The zero value counts none. It must not be copied.
//
// Every Decr happens before the finaliser is called.
type AtomicRefCount struct {
	count atomic.Int64
	final func()
}

// NewAtomicRefCount counts one reference, the caller's. A nil final does nothing.
func NewAtomicRefCount(final func()) *AtomicRefCount {
	r := &AtomicRefCount{final: final}
	r.count.Store(1)
	return r
}

// Incr counts another reference. The caller, which has one, is of no consequence: it is there so that a [BiasedRefCount] can
// take its place.
func (r *AtomicRefCount) Incr(*Thread) { r.count.Add(1) }

// Decr gives a reference back. It panics with [ErrRefCount] if there is none.
func (r *AtomicRefCount) Decr(*Thread) {
	switch n := r.count.Add(-1); {
	case n > 0:
	case n < 0:
		r.count.Add(1)
		panic(ErrRefCount)
	case r.final != nil:
		r.final()
	}
}
