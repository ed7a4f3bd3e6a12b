// Package model stands in for Go's concurrency in programs that are explored: the
// go statement, channels and select, and what they use of sync, sync/atomic, time
// and runtime. Instrumented code calls it; nobody else does.
//
// Locks are guards. Who wants one comes to a gate that opens when the lock is free,
// so nobody blocks in it and no schedule is wasted. What acquires has a gate before
// it. What only releases has none: a switch before it equals one after it.
//
// A goroutine at a gate may have arrived or not: nothing in Go can tell. Where it
// matters, as for a select with a default whose partner is at its gate, both are
// alternatives of the schedule.
//
// A context ends with all that hang on it in one step: a child that lags behind its
// parent is not explored.
//
// What a value costs to copy or compare, the fairness of a lock that starves somebody,
// who is first of those who have arrived at a buffered channel, and messages that need
// a real race to be seen ("WaitGroup is reused") are not modelled.
package model
