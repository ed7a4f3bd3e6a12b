package bench

import (
	"fmt"
	"slices"
)

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
			faster(channel, 6, "1 slot, 16 goroutines that do nothing inside, 6 times faster than a channel").unless(twoProcessors()),
			faster(weighted, 14, "1 slot, 16 goroutines that do nothing inside, 14 times faster than x/sync").unless(twoProcessors())),
	)
	for _, slots := range []int{2, 8} {
		all = append(all, group("semaphore", fmt.Sprintf("Semaphore/slots=%d/goroutines=16/work_ns=0/yields=0", slots), semaphore,
			faster(channel, 1.3, fmt.Sprintf("%d slots, 1.3 times faster than a channel", slots)).unless(twoProcessors()),
			faster(weighted, 14, fmt.Sprintf("%d slots, 14 times faster than x/sync", slots)).unless(twoProcessors()))...)
	}
	return slices.Concat(all,
		group("semaphore", "Semaphore/slots=8/goroutines=64/work_ns=100/yields=1", semaphore,
			faster(channel, 1.5, "8 slots whose holders yield, 1.5 times faster than a channel")),
		group("semaphore", one+"/work_ns=100/yields=1", semaphore,
			near(channel, 1.25, "known loss: 1 slot whose holder yields, at most 1.25 times a channel"),
			near("condsem", 1.55, "known loss: 1 slot whose holder yields, at most 1.55 times CPython's algorithm")),
		group("semaphore", direct, bounded,
			near(semaphore, 1.4, "the bound costs at most 40 %"),
			faster(weighted, 1.5, "with a bound, 1.5 times faster than x/sync")),
		group("semaphore", "Semaphore/slots=8/goroutines=16/work_ns=0/yields=0", fifo,
			faster(channel, 3, "in order of arrival, 8 slots, 3 times faster than a channel").unless(twoProcessors())),
		group("semaphore", one+"/work_ns=100/yields=0", fifo,
			near(channel, 1.25, "in order of arrival, 1 slot, at most 1.25 times a channel"),
			faster(weighted, 1.5, "in order of arrival, 1 slot, 1.5 times faster than x/sync").unless(channelTurn(one+"/work_ns=100/yields=0"))),
		group("semaphore", "SemaphoreWait/slots=2/goroutines=16/work_ns=100/yields=1", fifo,
			Target{Unit: "jain", Least: 0.99, Says: "in order of arrival, Jain's index of the turns at least 0.99"},
			Target{Unit: "p99-wait-sec", Peer: channel, Most: 1.2, Says: "in order of arrival, p99 of the wait as a channel's, within 20 %"}),
	)
}
