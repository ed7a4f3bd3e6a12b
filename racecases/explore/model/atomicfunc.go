package model

// The functions of sync/atomic, on plain integers.

// LoadInt32 is the function of that name in sync/atomic, as are those below it.
func LoadInt32(p *int32) int32                        { return load(p) }
func StoreInt32(p *int32, v int32)                    { store(p, v) }
func SwapInt32(p *int32, v int32) int32               { return swap(p, v) }
func AddInt32(p *int32, d int32) int32                { return add(p, d) }
func CompareAndSwapInt32(p *int32, old, v int32) bool { return compareAndSwap(p, old, v) }

// LoadInt64 is the function of that name in sync/atomic, as are those below it.
func LoadInt64(p *int64) int64                        { return load(p) }
func StoreInt64(p *int64, v int64)                    { store(p, v) }
func SwapInt64(p *int64, v int64) int64               { return swap(p, v) }
func AddInt64(p *int64, d int64) int64                { return add(p, d) }
func CompareAndSwapInt64(p *int64, old, v int64) bool { return compareAndSwap(p, old, v) }

// LoadUint32 is the function of that name in sync/atomic, as are those below it.
func LoadUint32(p *uint32) uint32                        { return load(p) }
func StoreUint32(p *uint32, v uint32)                    { store(p, v) }
func SwapUint32(p *uint32, v uint32) uint32              { return swap(p, v) }
func AddUint32(p *uint32, d uint32) uint32               { return add(p, d) }
func CompareAndSwapUint32(p *uint32, old, v uint32) bool { return compareAndSwap(p, old, v) }

// LoadUint64 is the function of that name in sync/atomic, as are those below it.
func LoadUint64(p *uint64) uint64                        { return load(p) }
func StoreUint64(p *uint64, v uint64)                    { store(p, v) }
func SwapUint64(p *uint64, v uint64) uint64              { return swap(p, v) }
func AddUint64(p *uint64, d uint64) uint64               { return add(p, d) }
func CompareAndSwapUint64(p *uint64, old, v uint64) bool { return compareAndSwap(p, old, v) }
