package bench

import "slices"

// A Target is a promise about one cell: ours takes at most Most times as long as the peer's, both medians of the
// same run. Without a peer, Most is an upper bound in the metric's own unit, or Least a lower one.
type Target struct {
	Suite string // whose figures tell
	Cell  string // the benchmark's name without its implementation: "Lock/goroutines=16/work_ns=100"
	Ours  string // the value of impl
	Peer  string
	Unit  string // of the metric; empty: time per operation
	Most  float64
	Least float64
	Says  string // the promise in words
	Limit *Limit // what stands in its way on a machine where it cannot be kept; nil: nothing that was measured
}

// Kept reports whether a figure, or a ratio, is what was promised.
func (t Target) Kept(measured float64) bool {
	if t.Least > 0 {
		return measured >= t.Least
	}
	return measured <= t.Most
}

// A Limit is the least that an operation takes on the machine where it is measured: the sum of the medians of its parts,
// each measured in the same run without the implementation that is promised about. It restates a promise that is out of
// reach, and only there: where the bound leaves less than a twentieth above the limit.
type Limit struct {
	Says   string
	Parts  []Part
	Within float64 // the restated bound: at most so many times the limit
}

// A Part is a figure that was measured, and how often an operation must pay it.
type Part struct {
	Suite string // empty: the promise's own
	Cell  string
	Impl  string
	Times float64
}

// reach is how far above its limit a bound must lie to count as within reach: medians of one run differ by that much.
const reach = 1.05

// Restated returns the bound that holds instead of t's on a machine where the limit is so high, in the same unit or as a ratio
// to the same peer, and whether t's own is out of reach there.
func (t Target) Restated(limit float64) (bound float64, outOfReach bool) {
	return limit * t.Limit.Within, t.Most < limit*reach
}

// Targets returns every promise, in the order of the suites.
func Targets() []Target {
	return slices.Concat(lockTargets(), rlockTargets(), semaphoreTargets(), eventTargets(), conditionTargets(), barrierTargets(), gilTargets())
}

// The implementations that promises are made about, and the ones that they are compared with.
const (
	lock, rlock          = "threadlab.Lock", "threadlab.RLock"
	semaphore, bounded   = "threadlab.Semaphore", "threadlab.BoundedSemaphore"
	fifo                 = "threadlab.FIFOSemaphore"
	event, condition     = "threadlab.Event", "threadlab.Condition"
	barrier              = "threadlab.Barrier"
	mutex, cond, channel = "sync.Mutex", "sync.Cond", "chan"
	chanTimer, weighted  = "chan.timer", "semaphore.Weighted"
	allocations          = "allocs/op"
)

// group fills in what the promises about one cell have in common.
func group(suite, cell, ours string, promises ...Target) []Target {
	for i := range promises {
		promises[i].Suite, promises[i].Cell, promises[i].Ours = suite, cell, ours
	}
	return promises
}

// faster is a promise to take at most one of so many parts of the peer's time.
func faster(peer string, times float64, says string) Target {
	return Target{Peer: peer, Most: 1 / times, Says: says}
}

// unless adds what stands in the way of a promise.
func (t Target) unless(l Limit) Target {
	t.Limit = &l
	return t
}

// near is a promise to take at most so many times the peer's time.
func near(peer string, times float64, says string) Target {
	return Target{Peer: peer, Most: times, Says: says}
}
