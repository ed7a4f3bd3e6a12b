package model

import (
	"sync/atomic"
	"unsafe"
)

// The functions of sync/atomic. They are generic so that they are compiled into the
// package that calls them. One for integers stands for those of all widths.

// AtomicLoad is LoadInt32, LoadInt64 and so on, as are those below it.
func AtomicLoad[T plain](p *T) T                        { return integerAt(p).Load() }
func AtomicStore[T plain](p *T, v T)                    { integerAt(p).Store(v) }
func AtomicSwap[T plain](p *T, v T) T                   { return integerAt(p).Swap(v) }
func AtomicAdd[T plain](p *T, d T) T                    { return integerAt(p).Add(d) }
func AtomicAnd[T plain](p *T, mask T) T                 { return integerAt(p).And(mask) }
func AtomicOr[T plain](p *T, mask T) T                  { return integerAt(p).Or(mask) }
func AtomicCompareAndSwap[T plain](p *T, old, v T) bool { return integerAt(p).CompareAndSwap(old, v) }

type plain interface {
	int32 | int64 | uint32 | uint64 | uintptr
}

// integerAt returns a plain integer as an atomic one, which it is in memory.
func integerAt[T plain](p *T) integer[T] {
	var x any
	switch at := unsafe.Pointer(p); any(p).(type) {
	case *int32:
		x = (*Int32)(at)
	case *int64:
		x = (*Int64)(at)
	case *uint32:
		x = (*Uint32)(at)
	case *uint64:
		x = (*Uint64)(at)
	case *uintptr:
		x = (*Uintptr)(at)
	}
	return x.(integer[T])
}

// LoadPointer is the function of that name, as are those below it.
func LoadPointer[P ~*unsafe.Pointer](p P) unsafe.Pointer {
	beforeLoad("LoadPointer", unsafe.Pointer(p), p)
	return atomic.LoadPointer(p)
}

func StorePointer[P ~*unsafe.Pointer](p P, v unsafe.Pointer) {
	before("StorePointer", unsafe.Pointer(p), p)
	atomic.StorePointer(p, v)
}

func SwapPointer[P ~*unsafe.Pointer](p P, v unsafe.Pointer) unsafe.Pointer {
	before("SwapPointer", unsafe.Pointer(p), p)
	return atomic.SwapPointer(p, v)
}

func CompareAndSwapPointer[P ~*unsafe.Pointer](p P, old, v unsafe.Pointer) bool {
	beforeLoad("CompareAndSwapPointer", unsafe.Pointer(p), p)
	return wrote(unsafe.Pointer(p), unsafe.Sizeof(*p), atomic.CompareAndSwapPointer(p, old, v))
}
