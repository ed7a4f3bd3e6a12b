package model

import (
	"fmt"
	"math"
	oldrand "math/rand"
	"math/rand/v2"
	"strconv"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The functions of math/rand and math/rand/v2 that use the global generator. What they
// draw is a choice of the schedule: the next number of a sequence, which is the usual one;
// out of few numbers any other; out of many one that is very low or very high, or one in
// the other half. The sequence is the same under every schedule. It begins with 0 where a
// run first draws one of few numbers: what programs do seldom they do at 0, mostly, and that
// shall not cost a delay.

const (
	fewNumbers = 10   // of so many any is a choice, even at the price of a delay
	edge       = 1024 // the very low ones are this part of all

	// maxChoices is how many draws of a run are choices. Single numbers decide what a
	// program does early on; one that fills a table would have no other schedules.
	maxChoices = 100
)

// drawing is the state of the global generators in a run.
type drawing struct {
	sequence uint64
	choices  int
	orders   int           // combinations of those of maps; 0: none was drawn
	hashed   bool          // with a seed of hash/maphash
	seeded   *oldrand.Rand // of math/rand; nil: without Seed
}

// A source is the sequence of the run. The race detector does not see its state: no lock
// orders those that use a generator without a seed.
type source struct{}

func (source) Uint64() uint64 {
	w := here()
	w.Touch(scheduler.Writes, unsafe.Pointer(&w.drawing))
	w.sequence++
	return scheduler.Mix(w.sequence)
}

func (s source) Int63() int64 { return int64(s.Uint64() >> 1) }
func (source) Seed(int64)     {}

func generator() *rand.Rand { return rand.New(source{}) }

// tries reports whether all of n values are tried.
func (w *modelState) tries(n int64) bool {
	w.Touch(scheduler.Writes, unsafe.Pointer(&w.drawing))
	return w.choices < maxChoices && (n <= fewNumbers || w.Affords(n))
}

// unchosen counts a draw of which one value is tried.
func (w *modelState) unchosen() { w.Draw(1, false) }

// choose lets the schedule take one of n alternatives, as long as there are choices left. A
// player sees what is drawn by each. Without all there are more.
func (w *modelState) choose(n int, all bool, drawn func(took int) string) int {
	w.Touch(scheduler.Writes, unsafe.Pointer(&w.drawing))
	if w.choices == maxChoices {
		w.unchosen()
		return 0
	}
	w.choices++
	return w.take(n, all, drawn)
}

// take lets the schedule take one of n alternatives.
func (w *modelState) take(n int, all bool, drawn func(took int) string) int {
	w.Does("draws")
	w.Offer(scheduler.ChoosesNumber, n, drawn)
	took := w.Draw(n, all)
	w.RecordDraw(took, func() string { return drawn(took) })
	return took
}

// draw lets the schedule take one of n alternatives, and returns what that draws.
func draw[T any](n int, all bool, drawn func(took int) T, text func(T) string) T {
	return drawn(here().choose(n, all, func(took int) string { return text(drawn(took)) }))
}

// below returns a number from 0 to n-1.
func below(n int64, next func() int64) int64 {
	w := here()
	v := next() // or panics, as Go does
	if n == 1 {
		return v
	}
	all := w.tries(n)
	alternatives, drawn := 4, func(took int) int64 { return spread(v, n, took) }
	if all {
		if w.choices == 0 { // see above
			v = 0
		}
		alternatives, drawn = int(n), func(took int) int64 { return (v + int64(took)) % n }
	}
	return draw(alternatives, all, drawn, func(v int64) string { return fmt.Sprintf("%d of 0..%d", v, n-1) })
}

// spread returns the number that an alternative draws from 0 to n-1, where there are many.
func spread(v, n int64, took int) int64 {
	switch took {
	case 1:
		return v / edge
	case 2:
		return n - 1 - v/edge
	case 3:
		return n - 1 - v
	}
	return v
}

// wide returns a number out of all of a type, or its complement to the highest.
func wide(v, highest uint64) uint64 {
	return draw(2, false, either(v, highest-v), func(v uint64) string { return strconv.FormatUint(v, 10) })
}

// oneOf returns one of some real numbers, the usual one first.
func oneOf(numbers ...float64) float64 {
	return draw(len(numbers), false, either(numbers...), func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) })
}

// either returns what returns the one of some values that is taken.
func either[T any](values ...T) func(took int) T { return func(took int) T { return values[took] } }

// fraction returns a number from 0 to less than 1.
func fraction(v float64) float64 { return oneOf(v, v/edge, 1-0x1p-24-v/edge, 0.5) }

// RandIntN is the function of that name in math/rand/v2, as are those below it.
func RandIntN(n int) int {
	return int(below(int64(n), func() int64 { return int64(generator().IntN(n)) }))
}

func RandInt32N(n int32) int32 {
	return int32(below(int64(n), func() int64 { return int64(generator().Int32N(n)) }))
}

func RandInt64N(n int64) int64 {
	return below(n, func() int64 { return generator().Int64N(n) })
}

func RandUintN(n uint) uint { return uint(RandUint64N(uint64(n))) }

func RandUint32N(n uint32) uint32 {
	return uint32(below(int64(n), func() int64 { return int64(generator().Uint32N(n)) }))
}

func RandUint64N(n uint64) uint64 {
	if n > math.MaxInt64 {
		return wide(generator().Uint64N(n), n-1)
	}
	return uint64(below(int64(n), func() int64 { return int64(generator().Uint64N(n)) }))
}

func RandN[T ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr](n T) T {
	if n <= 0 {
		panic("invalid argument to N")
	}
	return T(RandUint64N(uint64(n)))
}

func RandInt() int             { return int(wide(uint64(generator().Int()), math.MaxInt)) }
func RandInt32() int32         { return int32(wide(uint64(generator().Int32()), math.MaxInt32)) }
func RandInt64() int64         { return int64(wide(uint64(generator().Int64()), math.MaxInt64)) }
func RandUint() uint           { return uint(wide(uint64(generator().Uint()), math.MaxUint)) }
func RandUint32() uint32       { return uint32(wide(uint64(generator().Uint32()), math.MaxUint32)) }
func RandUint64() uint64       { return wide(generator().Uint64(), math.MaxUint64) }
func RandFloat32() float32     { return float32(fraction(float64(generator().Float32()))) }
func RandFloat64() float64     { return fraction(generator().Float64()) }
func RandNormFloat64() float64 { v := generator().NormFloat64(); return oneOf(v, -v) }
func RandExpFloat64() float64  { v := generator().ExpFloat64(); return oneOf(v, v/edge) }

func RandPerm(n int) []int {
	again := here().reorder(n)
	p := generator().Perm(n)
	again(func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

func RandShuffle(n int, swap func(i, j int)) {
	again := here().reorder(n)
	generator().Shuffle(n, swap)
	again(swap)
}
