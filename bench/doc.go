// Package bench measures Threadlab's primitives beside what people would otherwise pick, in the same run.
//
//	go tool threadlab bench                 every suite, 6 rounds, into results/bench
//	go tool threadlab bench -trials 12      twice as many: narrower intervals
//	go tool threadlab bench -quick          a look: one short round, into results/quick
//	go test -run '^$' -bench Lock ./bench   by hand, one round
//
// A suite is a lesson's benchmarks: BenchmarkLock... in lock_test.go and the files beside it. Two suites are no lesson's:
// limits, the steps that every primitive is made of, and price, what the detectors of this repository cost. Tests stand
// in files of their own, with the constraint !measure: the command compiles the benchmarks without them. Names are
// written for benchstat,
//
//	BenchmarkLock/impl=threadlab.Lock/goroutines=16/work_ns=100
//
// with lower-case keys, plain numbers and the unit in the key. The number of processors comes from -cpu only.
//
// # What is measured
//
// Not every combination, but a star: around one point, 16 goroutines that hold a lock for 100 ns, one thing changes at a
// time. The number of goroutines changes for all peers, the rest for those that most programs use. A peer that cannot do
// something has no cell there. Benchmarks named ...Direct call each implementation as a program would, so that what
// can be inlined is; the others go through the interfaces of package peers, which says what that costs.
//
// # What a figure means
//
// All peers of a cell are measured one after the other, within a second or so, by the same code. Compare within a run
// only: another machine, or the same one an hour later, has other nanoseconds. How large a difference must be to mean
// anything the run says itself: in each suite one implementation is measured twice, the second time as its own control
// (impl=threadlab.Lock.control, see [ControlSuffix]).
//
// Where a loop stands in memory is part of its speed: a wait for an event that is set took 0.6 to 2.0 times the load of an atomic
// flag in thirteen binaries of the same source. So the command links the benchmarks once for each round, with the functions in
// another order (go tool link -randlayout, seeds 1, 2, 3 and so on), and a median is one over layouts. A comment in front of each
// round names its layout. -layouts 1 measures the linker's own only, and says something about one binary.
//
//   - ns/op is the time from the common start of all goroutines to the end of the last, over the turns they
//     took together. A cell of one goroutine is a plain loop. What an op is where it is no turn, the benchmark says.
//   - p50-, p99-, p999- and max-wait-ns are how long it took to get in, clock included (30 to 50 ns), of
//     every 7th time: BenchmarkLockWait and BenchmarkSemaphoreWait only, so that the clock does not disturb the
//     others. There are at least 100,000 of them in 100 ms of benchtime, and fewer in proportion in less. They are
//     quantiles of turns, not of time: where one goroutine gets in a thousand times in a row,
//     the goroutines that wait meanwhile hardly show in p99. Read them with max and jain.
//   - jain is Jain's fairness index of how often each goroutine got in, 1 if all did equally often, 1/n if one
//     of n did every time.
//   - work_ns is how long a holder computes before it lets go: see [Spin].
//   - switches/op is how often the GIL went from one thread to another, hog-cpus how many processors the threads that
//     compute had between them.
//   - peak-bytes is a process's own high-water mark of resident memory, as the kernel counts it.
//
// A promise about a figure ([Targets]) is kept if all of its interval is at or below the bound, and undecided if the bound lies
// inside: twelve rounds decide more than six.
//
// # What is not measured
//
// A race build refuses to run: it would measure the race detector. More goroutines than processors measure the
// scheduler as well as the lock, which is what a Go program has: on two processors 16 to 1000 goroutines are a queue, not
// parallelism. Of xsync.RBMutex only the read share is measured: its write lock is a sync.RWMutex.
package bench
