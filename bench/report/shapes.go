package report

import "fmt"

// A shape is something that a GIL does to a program, or its absence does not, as a number that has no unit, and the
// bounds that it must be in. The numbers are those of the project's model of CPython, S2 to S8.
type shape struct {
	id, says  string
	off       bool // it is about threads without a GIL
	modelOnly bool // each Python calibrates its own work, so two of them cannot be compared in it
	parallel  bool // it needs two processors
	low, high float64
	of        func(b *build) float64
}

const noLimit = 0 // in place of a bound

// The switch interval of the two settings that shapes are about, and how many calls an op of GILMixed has.
const (
	slow, fast = 5e-3, 0.5e-3
	calls      = 50
)

func shapes() []shape {
	var all []shape
	for _, n := range []int{2, 4} {
		all = append(all, shape{
			id: "S2", says: fmt.Sprintf("computing, %d threads: no faster than one (T1/T%d)", n, n), low: 0.7, high: 1.05,
			of: func(b *build) float64 { return b.cpu(1) / b.cpu(n) },
		})
	}
	all = append(all,
		shape{
			id: "S3", says: "the same without a GIL, 2 threads: faster (T1/T2)", off: true, parallel: true, low: 1.5,
			of: func(b *build) float64 { return b.cpu(1) / b.cpu(2) },
		},
		shape{
			id: "S3", says: "one thread without a GIL, against one with: no dearer", off: true, modelOnly: true, high: 1.1,
			of: func(b *build) float64 { return b.cpu(1) / b.other.cpu(1) },
		})
	sleeping := func(n int, off bool) shape {
		return shape{
			id: "S4", says: fmt.Sprintf("sleeping, %d threads: nobody waits for another (T1/T%d)", n, n), off: off, low: 0.9,
			of: func(b *build) float64 { return b.io(1) / b.io(n) },
		}
	}
	return append(append(all, sleeping(2, false), sleeping(4, false), sleeping(8, false), sleeping(8, true)),
		shape{
			id: "S5", says: "a hog adds one switch interval to a call, of 5 ms (p50, in intervals)", low: 0.8, high: 1.5,
			of: func(b *build) float64 { return b.added(slow) / slow },
		},
		shape{
			id: "S5", says: "and one of 0.5 ms (p50, in intervals)", low: 0.8, high: 1.5,
			of: func(b *build) float64 { return b.added(fast) / fast },
		},
		shape{
			id: "S5", says: "what it adds scales with the interval (5 ms against 0.5 ms)", low: 3, high: 12,
			of: func(b *build) float64 { return b.added(slow) / b.added(fast) },
		},
		shape{
			id: "S6", says: "calls beside a hog, of those that an interval each would leave", low: 0.4, high: 1.1,
			of: func(b *build) float64 { return calls * (slow + b.call(0, slow)) / b.mixed(1, slow) },
		},
		shape{
			id: "S6", says: "the hog makes them fewer (time with, against without)", low: 5,
			of: func(b *build) float64 { return b.mixed(1, slow) / b.mixed(0, slow) },
		},
		shape{
			id: "S7", says: "without a GIL a hog does not matter (p50 with, against without)", off: true, parallel: true, high: 1.5,
			of: func(b *build) float64 { return b.call(1, slow) / b.call(0, slow) },
		},
		shape{
			id: "S8", says: "a second hog makes it worse (p50 beside two, against one)", low: 1.5,
			of: func(b *build) float64 { return b.call(2, slow) / b.call(1, slow) },
		})
}

// inside reports whether a value is within the bounds, which belong to it.
func (s shape) inside(x float64) bool {
	return (s.low == noLimit || x >= s.low) && (s.high == noLimit || x <= s.high)
}

func (s shape) bounds() string {
	switch {
	case s.low == noLimit:
		return fmt.Sprintf("at most %.4g", s.high)
	case s.high == noLimit:
		return fmt.Sprintf("at least %.4g", s.low)
	}
	return fmt.Sprintf("%.4g to %.4g", s.low, s.high)
}
