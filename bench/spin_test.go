package bench_test

import (
	"math"
	"time"
)

// A Spin is work for a holder of a lock: arithmetic that needs a processor and touches no memory.
//
// It counts in turns of a loop, not in time: two peers that are given the same work_ns do the same arithmetic,
// and one that is preempted in the middle has not done more. How many turns a nanosecond is worth is measured
// once per process by calibrate, on one goroutine. So work_ns is right for this machine at that moment, and
// within a round the same for every peer.
type Spin struct{ turnsPerNS float64 }

// The calibration runs calibrationTurns, about 0.1 ms, this many times.
const (
	calibrationRuns  = 50
	calibrationTurns = 1 << 16
)

// calibrate measures how fast this processor spins: the fastest of many runs, because whatever disturbs a run
// makes it slower.
func calibrate() Spin {
	fastest := time.Duration(math.MaxInt64)
	for range calibrationRuns {
		begin := time.Now()
		Turns(calibrationTurns).Do()
		fastest = min(fastest, time.Since(begin))
	}
	return Spin{calibrationTurns / float64(max(fastest, 1))}
}

// For returns the turns that take d.
func (s Spin) For(d time.Duration) Turns { return Turns(math.Round(float64(d) * s.turnsPerNS)) }

// Turns is an amount of work.
type Turns int

// Do does the work. Each step needs the result of the one before, so a processor cannot overlap them, and the
// last is looked at, so the compiler cannot leave them out. (G. Marsaglia's xorshift never comes to zero.)
//
//go:noinline
func (n Turns) Do() {
	x := uint64(88172645463325252)
	for range n {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	if x == 0 {
		panic("bench: arithmetic is broken")
	}
}
