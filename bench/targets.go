package bench

import (
	"fmt"
	"slices"
)

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

func lockTargets() []Target {
	all := slices.Concat(
		group("lock", "LockDirect/op=plain", lock,
			near(mutex, 1.15, "uncontended, near sync.Mutex"),
			near("cas-pair", 1.05, "uncontended, near a compare-and-swap in and one out"),
			Target{Unit: allocations, Says: "uncontended, no allocation"}),
		group("lock", "LockDirect/op=try", lock, near(mutex, 1.1, "TryAcquire, near sync.Mutex")),
		group("lock", "LockDirect/op=timeout", lock,
			faster("chan.try", 4, "with a timeout, 4 times faster than a channel that is tried first").unless(swapPair(1.15)),
			faster(chanTimer, 40, "with a timeout, 40 times faster than a channel and a timer").unless(swapPair(1.15)),
			faster(weighted, 80, "with a timeout, 80 times faster than x/sync with a context").unless(swapPair(1.15)),
			faster("trylock.Mutex", 80, "with a timeout, 80 times faster than go-trylock").unless(swapPair(1.15)),
			Target{Unit: allocations, Says: "with a timeout, no allocation"}),
		group("lock", "LockDirect/op=context", lock,
			faster(weighted, 2.5, "with a context, 2.5 times faster than x/sync"),
			Target{Unit: allocations, Says: "with a context, no allocation"}),
	)
	for _, n := range []int{16, 64, 1000} {
		says := func(what string) string { return fmt.Sprintf("%d goroutines, %s", n, what) }
		all = append(all, group("lock", fmt.Sprintf("Lock/goroutines=%d/work_ns=100", n), lock,
			near(mutex, 0.9, says("faster than sync.Mutex")).unless(turnAlone()),
			faster(channel, 1.8, says("1.8 times faster than a channel")).unless(turnAlone()),
			faster(weighted, 4, says("4 times faster than x/sync")).unless(turnAlone()))...)
	}
	return slices.Concat(all,
		group("lock", "LockTimeout/goroutines=16/work_ns=100", lock,
			faster(channel, 3.5, "16 goroutines with a timeout, 3.5 times faster than a channel and a timer").unless(turnAlone()),
			faster(weighted, 3.5, "16 goroutines with a timeout, 3.5 times faster than x/sync").unless(turnAlone()),
			faster("trylock.Mutex", 3.5, "16 goroutines with a timeout, 3.5 times faster than go-trylock").unless(turnAlone())),
		group("lock", "LockWait/goroutines=64/work_ns=1000", lock,
			Target{Unit: "p999-wait-sec", Most: 1.5e-3, Says: "64 goroutines holding for 1 µs: p99.9 of the wait at most 1.5 ms"},
			Target{Unit: "max-wait-sec", Most: 15e-3, Says: "64 goroutines holding for 1 µs: no wait above 15 ms"}),
		group("lock", "LockWait/goroutines=16/work_ns=100", lock,
			Target{Unit: "jain", Least: 0.9, Says: "16 goroutines: Jain's index of their turns at least 0.9"}),
		group("lock", "Lock/goroutines=2/work_ns=0", lock,
			near(mutex, 1.5, "2 goroutines that do nothing inside, at most 1.5 times sync.Mutex")),
		group("lock", "Lock/goroutines=1000/work_ns=1000", lock,
			near(mutex, 1.37, "1000 goroutines holding for 1 µs, at most 1.37 times sync.Mutex, the price of fairness")),
	)
}

func rlockTargets() []Target {
	all := slices.Concat(
		group("rlock", "RLockDirect/op=outer", rlock,
			near(mutex, 1.25, "uncontended, near sync.Mutex"),
			faster("goid-rlock", 1.7, "1.7 times faster than a mutex and the goroutine's number"),
			faster("token-rlock", 1.7, "1.7 times faster than a mutex and a token"),
			faster("stackid-rlock", 1000, "1000 times faster than a mutex and a parsed stack").unless(swapPair(1.25)),
			Target{Unit: allocations, Says: "no allocation"}),
		group("rlock", "RLockDirect/op=reentry", rlock,
			near("token-rlock", 1.4, "once more by its owner, at most 1.4 times a mutex and a token").unless(countUpDown()),
			faster("goid-rlock", 1.5, "once more by its owner, 1.5 times faster than a mutex and the goroutine's number").unless(countUpDown()),
			faster("stackid-rlock", 1000, "once more by its owner, 1000 times faster than a mutex and a parsed stack").unless(countUpDown()),
			Target{Unit: allocations, Says: "once more by its owner, no allocation"}),
	)
	for _, n := range []int{2, 16} {
		all = append(all, group("rlock", fmt.Sprintf("RLock/goroutines=%d/work_ns=100", n), rlock,
			near(lock, 1.1, fmt.Sprintf("%d goroutines, near the lock that is not reentrant", n)))...)
	}
	return all
}

func semaphoreTargets() []Target {
	const direct, one = "SemaphoreDirect/op=plain", "Semaphore/slots=1/goroutines=16"
	all := slices.Concat(
		group("semaphore", direct, semaphore,
			faster(weighted, 2, "uncontended, twice as fast as x/sync").unless(swapPair(1.15)),
			faster(channel, 4, "uncontended, 4 times faster than a channel").unless(swapPair(1.15)),
			Target{Unit: allocations, Says: "uncontended, no allocation"}),
		group("semaphore", "SemaphoreDirect/op=timeout", semaphore,
			faster(chanTimer, 40, "with a timeout, 40 times faster than a channel and a timer").unless(swapPair(1.15)),
			faster(weighted, 75, "with a timeout, 75 times faster than x/sync with a context").unless(swapPair(1.15)),
			Target{Unit: allocations, Says: "with a timeout, no allocation"}),
		group("semaphore", one+"/work_ns=100/yields=0", semaphore,
			faster(channel, 1.9, "1 slot, 16 goroutines, 1.9 times faster than a channel").unless(semaphoreTurnAlone()),
			faster(weighted, 4, "1 slot, 16 goroutines, 4 times faster than x/sync").unless(semaphoreTurnAlone())),
		group("semaphore", one+"/work_ns=0/yields=0", semaphore,
			faster(channel, 6, "1 slot, 16 goroutines that do nothing inside, 6 times faster than a channel").unless(swapPair(1.15)),
			faster(weighted, 14, "1 slot, 16 goroutines that do nothing inside, 14 times faster than x/sync").unless(swapPair(1.15))),
	)
	for _, slots := range []int{2, 8} {
		all = append(all, group("semaphore", fmt.Sprintf("Semaphore/slots=%d/goroutines=16/work_ns=0/yields=0", slots), semaphore,
			faster(channel, 1.3, fmt.Sprintf("%d slots, 1.3 times faster than a channel", slots)).unless(swapPair(1.15)),
			faster(weighted, 14, fmt.Sprintf("%d slots, 14 times faster than x/sync", slots)).unless(swapPair(1.15)))...)
	}
	return slices.Concat(all,
		group("semaphore", "Semaphore/slots=8/goroutines=64/work_ns=100/yields=1", semaphore,
			faster(channel, 1.5, "8 slots whose holders yield, 1.5 times faster than a channel")),
		group("semaphore", one+"/work_ns=100/yields=1", semaphore,
			near(channel, 1.25, "1 slot whose holder yields, at most 1.25 times a channel"),
			near("condsem", 1.55, "1 slot whose holder yields, at most 1.55 times CPython's algorithm")),
		group("semaphore", direct, bounded,
			near(semaphore, 1.4, "the bound costs at most 40 %"),
			faster(weighted, 1.5, "with a bound, 1.5 times faster than x/sync")),
		group("semaphore", "Semaphore/slots=8/goroutines=16/work_ns=0/yields=0", fifo,
			faster(channel, 3, "in order of arrival, 8 slots, 3 times faster than a channel").unless(swapPair(1.15))),
		group("semaphore", one+"/work_ns=100/yields=0", fifo,
			near(channel, 1.25, "in order of arrival, 1 slot, at most 1.25 times a channel"),
			faster(weighted, 1.5, "in order of arrival, 1 slot, 1.5 times faster than x/sync").unless(channelTurn(one+"/work_ns=100/yields=0"))),
		group("semaphore", "SemaphoreWait/slots=2/goroutines=16/work_ns=100/yields=1", fifo,
			Target{Unit: "jain", Least: 0.99, Says: "in order of arrival, Jain's index of the turns at least 0.99"},
			Target{Unit: "p99-wait-sec", Peer: channel, Most: 1.2, Says: "in order of arrival, p99 of the wait as a channel's, within 20 %"}),
	)
}

func eventTargets() []Target {
	const after = "EventDirect/op=wait_after_set"
	return slices.Concat(
		group("event", after, event,
			near("atomic.Bool", 1.15, "a wait after set is one load"),
			faster(channel, 5, "a wait after set, 5 times faster than a closed channel"),
			faster("context", 5, "a wait after set, 5 times faster than a context that is done"),
			Target{Unit: allocations, Says: "a wait after set, no allocation"}),
		group("event", "EventDirect/op=wait_timeout_after_set", event,
			faster(chanTimer, 100, "with a timeout, 100 times faster than a channel and a timer")),
		group("event", "EventSetClear", event,
			faster(cond, 1.8, "set and cleared, 1.8 times faster than mutex and condition"),
			faster(channel, 10, "set and cleared, 10 times faster than a channel").unless(writePair())),
		group("event", "EventBroadcast/waiters=1000", event,
			near("close", 1.15, "1000 waiters go, near the bare close of a channel")),
	)
}

func conditionTargets() []Target {
	return slices.Concat(
		group("condition", "ConditionPingPong", condition,
			near(cond, 1.15, "near sync.Cond").unless(countedWait("ConditionPingPong")),
			faster("chancond", 1.5, "1.5 times faster than a condition of channels").unless(countedWait("ConditionPingPong")),
			Target{Unit: allocations, Says: "no allocation"}),
		group("condition", "ConditionPingPongTimed", condition,
			faster(chanTimer, 1.5, "with a timeout, 1.5 times faster than a channel for each and a timer"),
			faster("chancond", 1.5, "with a timeout, 1.5 times faster than a condition of channels and a timer"),
			Target{Unit: allocations, Says: "with a timeout, no allocation"}),
		group("condition", "ConditionQueue/producers=4/consumers=4/room=16", condition,
			faster(cond, 1.3, "a queue that 4 fill and 4 empty, 1.3 times faster than sync.Cond")),
		group("condition", "ConditionNotifyAll/waiters=1000", condition,
			faster(cond, 1.3, "1000 waiters go, 1.3 times faster than sync.Cond").unless(countedWait("ConditionNotifyAll/waiters=1000"))),
	)
}

func barrierTargets() []Target {
	return slices.Concat(
		group("barrier", "Barrier/parties=2", barrier,
			faster(cond, 1.5, "2 parties, 1.5 times faster than mutex and condition"),
			Target{Unit: allocations, Says: "2 parties, no allocation"}),
		group("barrier", "Barrier/parties=8", barrier,
			faster(cond, 1.2, "8 parties, 1.2 times faster than mutex and condition")),
		group("barrier", "Barrier/parties=64", barrier,
			near(cond, 1, "64 parties, as fast as mutex and condition")),
		group("barrier", "Barrier/parties=64", "threadlab.Barrier.timed",
			near(cond, 1.3, "64 parties with a timeout, at most 1.3 times mutex and condition without")),
	)
}

func gilTargets() []Target {
	const handover = "GILHandover/threads=2"
	return slices.Concat(
		group("gil", handover, "gil", near(mutex, 1, "a hand-over of the GIL, as fast as one of a sync.Mutex").unless(timedSwitch())),
		group("gil", handover, "gil.fair", near(mutex, 1, "a hand-over of the fair GIL, as fast as one of a sync.Mutex").unless(strictHandOver())),
	)
}
