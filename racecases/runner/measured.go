package main

import "runtime/metrics"

// started returns how many goroutines the process has started, the runtime's own
// among them.
func started() int {
	sample := []metrics.Sample{{Name: "/sched/goroutines-created:goroutines"}}
	metrics.Read(sample)
	return int(sample[0].Value.Uint64())
}
