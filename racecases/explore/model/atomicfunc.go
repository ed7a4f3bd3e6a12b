package model

import (
	"sync/atomic"
	"unsafe"
)

// The functions of sync/atomic, on plain integers. They are generic so that they are
// compiled into the package that calls them.

// LoadInt32 is the function of that name in sync/atomic, as are those below it.
func LoadInt32[P ~*int32](p P) int32     { before(unsafe.Pointer(p)); return atomic.LoadInt32(p) }
func StoreInt32[P ~*int32](p P, v int32) { before(unsafe.Pointer(p)); atomic.StoreInt32(p, v) }
func SwapInt32[P ~*int32](p P, v int32) int32 {
	before(unsafe.Pointer(p))
	return atomic.SwapInt32(p, v)
}

func AddInt32[P ~*int32](p P, d int32) int32 { before(unsafe.Pointer(p)); return atomic.AddInt32(p, d) }

func CompareAndSwapInt32[P ~*int32](p P, old, v int32) bool {
	before(unsafe.Pointer(p))
	return atomic.CompareAndSwapInt32(p, old, v)
}

// LoadInt64 is the function of that name in sync/atomic, as are those below it.
func LoadInt64[P ~*int64](p P) int64     { before(unsafe.Pointer(p)); return atomic.LoadInt64(p) }
func StoreInt64[P ~*int64](p P, v int64) { before(unsafe.Pointer(p)); atomic.StoreInt64(p, v) }
func SwapInt64[P ~*int64](p P, v int64) int64 {
	before(unsafe.Pointer(p))
	return atomic.SwapInt64(p, v)
}

func AddInt64[P ~*int64](p P, d int64) int64 { before(unsafe.Pointer(p)); return atomic.AddInt64(p, d) }

func CompareAndSwapInt64[P ~*int64](p P, old, v int64) bool {
	before(unsafe.Pointer(p))
	return atomic.CompareAndSwapInt64(p, old, v)
}

// LoadUint32 is the function of that name in sync/atomic, as are those below it.
func LoadUint32[P ~*uint32](p P) uint32     { before(unsafe.Pointer(p)); return atomic.LoadUint32(p) }
func StoreUint32[P ~*uint32](p P, v uint32) { before(unsafe.Pointer(p)); atomic.StoreUint32(p, v) }
func SwapUint32[P ~*uint32](p P, v uint32) uint32 {
	before(unsafe.Pointer(p))
	return atomic.SwapUint32(p, v)
}

func AddUint32[P ~*uint32](p P, d uint32) uint32 {
	before(unsafe.Pointer(p))
	return atomic.AddUint32(p, d)
}

func CompareAndSwapUint32[P ~*uint32](p P, old, v uint32) bool {
	before(unsafe.Pointer(p))
	return atomic.CompareAndSwapUint32(p, old, v)
}

// LoadUint64 is the function of that name in sync/atomic, as are those below it.
func LoadUint64[P ~*uint64](p P) uint64     { before(unsafe.Pointer(p)); return atomic.LoadUint64(p) }
func StoreUint64[P ~*uint64](p P, v uint64) { before(unsafe.Pointer(p)); atomic.StoreUint64(p, v) }
func SwapUint64[P ~*uint64](p P, v uint64) uint64 {
	before(unsafe.Pointer(p))
	return atomic.SwapUint64(p, v)
}

func AddUint64[P ~*uint64](p P, d uint64) uint64 {
	before(unsafe.Pointer(p))
	return atomic.AddUint64(p, d)
}

func CompareAndSwapUint64[P ~*uint64](p P, old, v uint64) bool {
	before(unsafe.Pointer(p))
	return atomic.CompareAndSwapUint64(p, old, v)
}

// LoadUintptr is the function of that name in sync/atomic, as are those below it.
func LoadUintptr[P ~*uintptr](p P) uintptr { before(unsafe.Pointer(p)); return atomic.LoadUintptr(p) }

func StoreUintptr[P ~*uintptr](p P, v uintptr) { before(unsafe.Pointer(p)); atomic.StoreUintptr(p, v) }

func SwapUintptr[P ~*uintptr](p P, v uintptr) uintptr {
	before(unsafe.Pointer(p))
	return atomic.SwapUintptr(p, v)
}

func AddUintptr[P ~*uintptr](p P, d uintptr) uintptr {
	before(unsafe.Pointer(p))
	return atomic.AddUintptr(p, d)
}

func CompareAndSwapUintptr[P ~*uintptr](p P, old, v uintptr) bool {
	before(unsafe.Pointer(p))
	return atomic.CompareAndSwapUintptr(p, old, v)
}

// LoadPointer is the function of that name in sync/atomic, as are those below it.
func LoadPointer[P ~*unsafe.Pointer](p P) unsafe.Pointer {
	before(unsafe.Pointer(p))
	return atomic.LoadPointer(p)
}

func StorePointer[P ~*unsafe.Pointer](p P, v unsafe.Pointer) {
	before(unsafe.Pointer(p))
	atomic.StorePointer(p, v)
}

func SwapPointer[P ~*unsafe.Pointer](p P, v unsafe.Pointer) unsafe.Pointer {
	before(unsafe.Pointer(p))
	return atomic.SwapPointer(p, v)
}

func CompareAndSwapPointer[P ~*unsafe.Pointer](p P, old, v unsafe.Pointer) bool {
	before(unsafe.Pointer(p))
	return atomic.CompareAndSwapPointer(p, old, v)
}
