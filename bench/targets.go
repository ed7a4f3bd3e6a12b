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
}

// Kept reports whether a figure, or a ratio, is what was promised.
func (t Target) Kept(measured float64) bool {
	if t.Least > 0 {
		return measured >= t.Least
	}
	return measured <= t.Most
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

// near is a promise to take at most so many times the peer's time.
func near(peer string, times float64, says string) Target {
	return Target{Peer: peer, Most: times, Says: says}
}
