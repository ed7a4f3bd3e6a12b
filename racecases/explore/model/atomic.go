package model

// An integer is what the atomic functions and types count with.
type integer interface {
	~int32 | ~int64 | ~uint32 | ~uint64 | ~uintptr
}

// before is the gate of every atomic operation.
func before() { here().Wait("atomic", nil) }

// A Number is an atomic integer.
type Number[T integer] struct{ v T }

// The atomic integers.
type (
	Int32   = Number[int32]
	Int64   = Number[int64]
	Uint32  = Number[uint32]
	Uint64  = Number[uint64]
	Uintptr = Number[uintptr]
)

// Load returns the value.
func (x *Number[T]) Load() T { return load(&x.v) }

// Store sets the value.
func (x *Number[T]) Store(v T) { store(&x.v, v) }

// Swap sets the value and returns the old one.
func (x *Number[T]) Swap(v T) T { return swap(&x.v, v) }

// CompareAndSwap sets the value if it is the old one.
func (x *Number[T]) CompareAndSwap(old, v T) bool { return compareAndSwap(&x.v, old, v) }

// Add adds and returns the sum.
func (x *Number[T]) Add(d T) T { return add(&x.v, d) }

// And clears bits and returns the old value.
func (x *Number[T]) And(mask T) T {
	before()
	old := x.v
	x.v &= mask
	return old
}

// Or sets bits and returns the old value.
func (x *Number[T]) Or(mask T) T {
	before()
	old := x.v
	x.v |= mask
	return old
}

// A Bool is an atomic.Bool.
type Bool struct{ v bool }

// Load returns the value.
func (x *Bool) Load() bool { return load(&x.v) }

// Store sets the value.
func (x *Bool) Store(v bool) { store(&x.v, v) }

// Swap sets the value and returns the old one.
func (x *Bool) Swap(v bool) bool { return swap(&x.v, v) }

// CompareAndSwap sets the value if it is the old one.
func (x *Bool) CompareAndSwap(old, v bool) bool { return compareAndSwap(&x.v, old, v) }

// A Pointer is an atomic.Pointer.
type Pointer[T any] struct{ v *T }

// Load returns the pointer.
func (x *Pointer[T]) Load() *T { return load(&x.v) }

// Store sets the pointer.
func (x *Pointer[T]) Store(v *T) { store(&x.v, v) }

// Swap sets the pointer and returns the old one.
func (x *Pointer[T]) Swap(v *T) *T { return swap(&x.v, v) }

// CompareAndSwap sets the pointer if it is the old one.
func (x *Pointer[T]) CompareAndSwap(old, v *T) bool { return compareAndSwap(&x.v, old, v) }

func load[T any](p *T) T {
	before()
	return *p
}

func store[T any](p *T, v T) {
	before()
	*p = v
}

func swap[T any](p *T, v T) T {
	before()
	old := *p
	*p = v
	return old
}

func compareAndSwap[T comparable](p *T, old, v T) bool {
	before()
	if *p != old {
		return false
	}
	*p = v
	return true
}

func add[T integer](p *T, d T) T {
	before()
	*p += d
	return *p
}
