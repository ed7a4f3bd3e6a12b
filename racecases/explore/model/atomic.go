package model

import (
	"sync/atomic"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// before is the scheduling point of every atomic operation. What follows is the operation
// of sync/atomic itself, so that the race detector sees the same as without the explorer.
// Everything here is generic: it is compiled into the package that calls it, which the
// detector watches, and not into this one.
func before(op string, p unsafe.Pointer, typed any) {
	here().usesAtomic(p, typed, op)
	touch(atomics, p, typed)
}

// beforeLoad is that of an operation which only reads, or may turn out to.
func beforeLoad(op string, p unsafe.Pointer, typed any) {
	here().usesAtomic(p, typed, op)
	touch(loads, p, typed)
	looked()
}

// wrote declares that an operation that only might write did, and returns whether it did.
//
//go:noinline
func wrote(p unsafe.Pointer, size uintptr, did bool) bool {
	if w := here(); did {
		w.Use(adding(unsafe.Pointer(&w.memory.written)))
		w.Use(scheduler.Touch{How: scheduler.Writes, Object: p, Size: size})
		w.Touch(scheduler.Writes, p)
	}
	return did
}

// word is the method set of the types of sync/atomic.
type word[T any] interface {
	Load() T
	Store(T)
	Swap(T) T
	CompareAndSwap(old, v T) bool
}

type realWord[T, A any] interface {
	*A
	word[T]
}

// An atomicWord is a value that is loaded, stored and swapped atomically.
type atomicWord[T, A any, P realWord[T, A]] struct{ a A }

// A Bool is an atomic.Bool.
type Bool = atomicWord[bool, atomic.Bool, *atomic.Bool]

// A Value is an atomic.Value.
type Value = atomicWord[any, atomic.Value, *atomic.Value]

// A Pointer is an atomic.Pointer.
type Pointer[T any] = atomicWord[*T, atomic.Pointer[T], *atomic.Pointer[T]]

// Load returns the value.
func (x *atomicWord[T, A, P]) Load() T {
	beforeLoad("Load", unsafe.Pointer(&x.a), &x.a)
	return P(&x.a).Load()
}

// Store sets the value.
func (x *atomicWord[T, A, P]) Store(v T) {
	before("Store", unsafe.Pointer(&x.a), &x.a)
	P(&x.a).Store(v)
}

// Swap sets the value and returns the old one.
func (x *atomicWord[T, A, P]) Swap(v T) T {
	before("Swap", unsafe.Pointer(&x.a), &x.a)
	return P(&x.a).Swap(v)
}

// CompareAndSwap sets the value if it is the old one.
func (x *atomicWord[T, A, P]) CompareAndSwap(old, v T) bool {
	beforeLoad("CompareAndSwap", unsafe.Pointer(&x.a), &x.a)
	return wrote(unsafe.Pointer(&x.a), unsafe.Sizeof(x.a), P(&x.a).CompareAndSwap(old, v))
}

// integer is the method set of the integers of sync/atomic.
type integer[T any] interface {
	word[T]
	Add(T) T
	And(T) T
	Or(T) T
}

type realInteger[T, A any] interface {
	*A
	integer[T]
}

// A Number is an atomic integer.
type Number[T, A any, P realInteger[T, A]] struct{ atomicWord[T, A, P] }

// The atomic integers.
type (
	Int32   = Number[int32, atomic.Int32, *atomic.Int32]
	Int64   = Number[int64, atomic.Int64, *atomic.Int64]
	Uint32  = Number[uint32, atomic.Uint32, *atomic.Uint32]
	Uint64  = Number[uint64, atomic.Uint64, *atomic.Uint64]
	Uintptr = Number[uintptr, atomic.Uintptr, *atomic.Uintptr]
)

// Add adds and returns the sum.
func (x *Number[T, A, P]) Add(d T) T {
	before("Add", unsafe.Pointer(&x.a), &x.a)
	return P(&x.a).Add(d)
}

// And clears bits and returns the old value.
func (x *Number[T, A, P]) And(mask T) T {
	before("And", unsafe.Pointer(&x.a), &x.a)
	return P(&x.a).And(mask)
}

// Or sets bits and returns the old value.
func (x *Number[T, A, P]) Or(mask T) T {
	before("Or", unsafe.Pointer(&x.a), &x.a)
	return P(&x.a).Or(mask)
}
