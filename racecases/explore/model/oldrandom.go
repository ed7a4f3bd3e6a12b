package model

import (
	oldrand "math/rand"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// The functions of math/rand. Without Seed they draw as those of math/rand/v2 do.

// seeded draws from the sequence that Seed has started, which is Go's own, or as without.
// A lock orders those that draw from it.
func seeded[T any](draw func(*oldrand.Rand) T, without func() T) T {
	w := here()
	w.Touch(scheduler.Writes, unsafe.Pointer(&w.drawing))
	if w.seeded == nil {
		return without()
	}
	race.Acquire(unsafe.Pointer(&w.drawing))
	defer race.ReleaseMerge(unsafe.Pointer(&w.drawing))
	return draw(w.seeded)
}

// OldRandSeed is the function Seed of math/rand, as are those below it what their names
// say.
func OldRandSeed(seed int64) {
	w := here()
	w.Touch(scheduler.Writes, unsafe.Pointer(&w.drawing))
	race.Acquire(unsafe.Pointer(&w.drawing))
	w.seeded = oldrand.New(oldrand.NewSource(seed))
	race.ReleaseMerge(unsafe.Pointer(&w.drawing))
}

func OldRandIntn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	return seeded(func(r *oldrand.Rand) int { return r.Intn(n) }, func() int { return RandIntN(n) })
}

func OldRandInt31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	return seeded(func(r *oldrand.Rand) int32 { return r.Int31n(n) }, func() int32 { return RandInt32N(n) })
}

func OldRandInt63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	return seeded(func(r *oldrand.Rand) int64 { return r.Int63n(n) }, func() int64 { return RandInt64N(n) })
}

func OldRandInt() int             { return seeded((*oldrand.Rand).Int, RandInt) }
func OldRandInt31() int32         { return seeded((*oldrand.Rand).Int31, RandInt32) }
func OldRandInt63() int64         { return seeded((*oldrand.Rand).Int63, RandInt64) }
func OldRandUint32() uint32       { return seeded((*oldrand.Rand).Uint32, RandUint32) }
func OldRandUint64() uint64       { return seeded((*oldrand.Rand).Uint64, RandUint64) }
func OldRandFloat32() float32     { return seeded((*oldrand.Rand).Float32, RandFloat32) }
func OldRandFloat64() float64     { return seeded((*oldrand.Rand).Float64, RandFloat64) }
func OldRandNormFloat64() float64 { return seeded((*oldrand.Rand).NormFloat64, RandNormFloat64) }
func OldRandExpFloat64() float64  { return seeded((*oldrand.Rand).ExpFloat64, RandExpFloat64) }

func OldRandPerm(n int) []int {
	return seeded(func(r *oldrand.Rand) []int { return r.Perm(n) }, func() []int { return RandPerm(n) })
}

// OldRandShuffle orders more than it must if there is a seed: swap runs under the lock.
func OldRandShuffle(n int, swap func(i, j int)) {
	seeded(func(r *oldrand.Rand) bool { r.Shuffle(n, swap); return true }, func() bool { RandShuffle(n, swap); return true })
}

// OldRandRead fills p. It returns no error.
func OldRandRead(p []byte) (int, error) {
	read := func(r *oldrand.Rand) int {
		n, _ := r.Read(p)
		return n
	}
	return seeded(read, func() int {
		n := read(oldrand.New(source{}))
		invert(p)
		return n
	}), nil
}
