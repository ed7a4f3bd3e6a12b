package model

import (
	"math"
	oldrand "math/rand"
	"math/rand/v2"
	"strconv"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The functions of math/rand and math/rand/v2 that use the global generator. What they
// draw is a choice of the schedule: the next number of a sequence, which is the default;
// out of few numbers any other; out of many one that is very low or very high, or one in
// the other half. The sequence is the same under every schedule. It begins with 0 where a
// run first draws one of few numbers: what programs do seldom they do at 0, mostly, and that
// shall not cost a delay.

const (
	fewNumbers = 10
	edge       = 1024 // the very low ones are this part of all

	// maxChoices is how many draws of a run are choices. Single numbers decide what a
	// program does early on; one that fills a table would have no other schedules.
	maxChoices = 100
)

// drawing is the state of the global generators in a run.
type drawing struct {
	sequence uint64
	choices  int
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

// choose lets the schedule take one of n alternatives, as long as there are choices left. A
// player sees what is drawn by each.
func (w *modelState) choose(n int, drawn func(took int) string) int {
	w.Touch(scheduler.Writes, unsafe.Pointer(&w.drawing))
	if w.choices == maxChoices {
		return 0
	}
	w.choices++
	w.Does("draws a number")
	w.Offer(scheduler.ChoosesNumber, n, drawn)
	return w.Choose(n)
}

// draw lets the schedule take one of n alternatives, and records what that draws.
func draw[T any](n int, drawn func(took int) T, text func(T) string) T {
	w := here()
	took := w.choose(n, func(took int) string { return text(drawn(took)) })
	w.RecordChoice(scheduler.Draws+text(drawn(took)), took)
	return drawn(took)
}

// below returns a number from 0 to n-1.
func below(n int64, next func() int64) int64 {
	w := here()
	v := next() // or panics, as Go does
	few := n <= fewNumbers && w.choices < maxChoices
	alternatives, drawn := 4, func(took int) int64 { return spread(v, n, took) }
	if few {
		if w.choices == 0 { // see above
			v = 0
		}
		alternatives, drawn = int(n), func(took int) int64 { return (v + int64(took)) % n }
	}
	return draw(alternatives, drawn, func(v int64) string { return strconv.FormatInt(v, 10) })
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
	drawn := func(took int) uint64 {
		if took == 1 {
			return highest - v
		}
		return v
	}
	return draw(2, drawn, func(v uint64) string { return strconv.FormatUint(v, 10) })
}

// fraction returns a number from 0 to less than 1.
func fraction(v float64) float64 {
	drawn := func(took int) float64 {
		switch took {
		case 1:
			return v / edge
		case 2:
			return 1 - 0x1p-24 - v/edge
		}
		return v
	}
	return draw(3, drawn, func(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) })
}

// reorder skips a number, for another order, if the schedule says so.
func (w *modelState) reorder() {
	orders := [...]string{"an order", "another order"}
	w.sequence += uint64(w.choose(len(orders), func(took int) string { return orders[took] }))
}

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
		return generator().Uint64N(n)
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
func RandNormFloat64() float64 { return generator().NormFloat64() }
func RandExpFloat64() float64  { return generator().ExpFloat64() }

func RandPerm(n int) []int {
	here().reorder()
	return generator().Perm(n)
}

func RandShuffle(n int, swap func(i, j int)) {
	here().reorder()
	generator().Shuffle(n, swap)
}
