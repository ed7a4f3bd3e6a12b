package bench

import (
	"fmt"
	"slices"
)

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
			near(mutex, 1.5, "known loss: 2 goroutines that do nothing inside, at most 1.5 times sync.Mutex")),
		group("lock", "Lock/goroutines=1000/work_ns=1000", lock,
			near(mutex, 1.37, "known loss: 1000 goroutines holding for 1 µs, at most 1.37 times sync.Mutex, the price of fairness")),
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
