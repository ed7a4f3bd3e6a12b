package primitives

import "sync/atomic"

// ErrRefCount is the panic of a Decr without a reference left.
var ErrRefCount error = &misuse{ErrValue, "reference given back too many times"}

// An AtomicRefCount is a reference count that any thread changes by an atomic addition: the obvious way to count references
// without a GIL, and the expensive one. Each change costs an atomic instruction even if one thread only uses the object, and
// threads that share an object move its cache line between their processors. A count begins at one, by [NewAtomicRefCount]; at
// zero it calls its finaliser, once, in the thread of the last Decr. The zero value counts none. It must not be copied.
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

// Incr counts another reference. It ignores its argument, the calling thread, which [BiasedRefCount.Incr] needs.
// Cost: an atomic addition.
func (r *AtomicRefCount) Incr(*Thread) { r.count.Add(1) }

// Decr uncounts a reference. It panics with [ErrRefCount] if there is none. Cost: an atomic addition.
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
