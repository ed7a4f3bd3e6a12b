// Package bench measures Threadlab's primitives beside what people would otherwise pick, in the same run.
//
//	go tool threadlab bench                 every suite, 6 rounds, into results/bench
//	go test -run '^$' -bench Lock ./bench   by hand, one round
//
// A suite is a lesson's benchmarks: BenchmarkLock... in lock_test.go. Names are written for benchstat,
//
//	BenchmarkLock/impl=threadlab.Lock/goroutines=16/work_ns=100
//
// with lower-case keys, plain numbers and the unit in the key. The number of processors comes from -cpu only.
//
// # What a figure means
//
// All peers of a cell are measured one after the other, within a second or so, by the same code; package
// peers says what calling them alike costs. Compare within a run only: another machine, or the same one an
// hour later, has other nanoseconds.
//
//   - ns/op is the time from the common start of all goroutines to the end of the last, over the turns they
//     took together. A cell of one goroutine is a plain loop.
//   - p50-, p99-, p999- and max-wait-ns are how long it took to get in, clock included (30 to 50 ns), of
//     every 7th time: BenchmarkLockWait and BenchmarkSemaphoreWait only, so that the clock does not disturb the
//     others. They are quantiles of turns, not of time: where one goroutine gets in a thousand times in a row,
//     those who wait meanwhile hardly show in p99. Read them with max and jain.
//   - jain is Jain's fairness index of how often each goroutine got in, 1 if all did equally often, 1/n if one
//     of n did every time.
//   - work_ns is how long a holder computes before it lets go: see [Spin].
//
// # What is not measured
//
// A race build refuses to run: it would measure the race detector. More goroutines than processors measure the
// scheduler as well as the lock, which is what a Go program has.
package bench
