package model

import (
	"math/rand/v2"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The functions of math/rand and math/rand/v2 that use the global generator. A number
// out of few is a choice of the schedule; one out of many is the next of a sequence that
// is the same under every schedule.

// maxChoices is up to how many numbers are a choice of the schedule.
const maxChoices = 4

// A sequence is a generator of numbers: SplitMix64 (Steele, Lea and Flood, 2014). That of a
// run is no rand.Rand, whose memory the race detector would see several goroutines use.
type sequence uint64

func (s *sequence) Uint64() uint64 {
	*s += 0x9E3779B97F4A7C15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

func generator() *rand.Rand {
	w := here()
	w.Touch(scheduler.Writes, unsafe.Pointer(&w.random))
	return rand.New(&w.random)
}

func below[T int | int32 | int64 | uint | uint32 | uint64](n T, draw func(*rand.Rand, T) T) T {
	if n > 0 && n <= maxChoices {
		return T(here().Choose(int(n)))
	}
	return draw(generator(), n)
}

// RandIntN is the function of that name in math/rand/v2 or math/rand, as are those below
// it: what both have is the same.
func RandIntN(n int) int                     { return below(n, (*rand.Rand).IntN) }
func RandInt32N(n int32) int32               { return below(n, (*rand.Rand).Int32N) }
func RandInt64N(n int64) int64               { return below(n, (*rand.Rand).Int64N) }
func RandUintN(n uint) uint                  { return below(n, (*rand.Rand).UintN) }
func RandUint32N(n uint32) uint32            { return below(n, (*rand.Rand).Uint32N) }
func RandUint64N(n uint64) uint64            { return below(n, (*rand.Rand).Uint64N) }
func RandInt() int                           { return generator().Int() }
func RandInt32() int32                       { return generator().Int32() }
func RandInt64() int64                       { return generator().Int64() }
func RandUint() uint                         { return generator().Uint() }
func RandUint32() uint32                     { return generator().Uint32() }
func RandUint64() uint64                     { return generator().Uint64() }
func RandFloat32() float32                   { return generator().Float32() }
func RandFloat64() float64                   { return generator().Float64() }
func RandNormFloat64() float64               { return generator().NormFloat64() }
func RandExpFloat64() float64                { return generator().ExpFloat64() }
func RandPerm(n int) []int                   { return generator().Perm(n) }
func RandShuffle(n int, swap func(i, j int)) { generator().Shuffle(n, swap) }
func RandN[T ~int | ~int64 | ~int32](n T) T  { return T(below(int64(n), (*rand.Rand).Int64N)) }
func RandIntn(n int) int                     { return below(n, (*rand.Rand).IntN) }
func RandInt31n(n int32) int32               { return below(n, (*rand.Rand).Int32N) }
func RandInt63n(n int64) int64               { return below(n, (*rand.Rand).Int64N) }
func RandInt31() int32                       { return generator().Int32() }
func RandInt63() int64                       { return generator().Int64() }

// RandSeed starts another sequence.
func RandSeed(seed int64) {
	w := here()
	w.Touch(scheduler.Writes, unsafe.Pointer(&w.random))
	w.random = sequence(seed)
}

// RandRead fills p. It returns no error.
func RandRead(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(generator().Uint32())
	}
	return len(p), nil
}
