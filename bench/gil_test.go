package bench_test

import (
	"fmt"
	"testing"
	"time"

	"threadlab/bench"
	"threadlab/bench/peers"
)

// slice is how long a thread computes between two checkpoints.
const slice = 10 * time.Microsecond

// threadings are the ways of running threads of those names.
func threadings(names ...string) []peers.Threading {
	var some []peers.Threading
	for _, name := range names {
		for _, p := range peers.Threadings() {
			if p.Name == name {
				some = append(some, p)
			}
		}
	}
	return some
}

// BenchmarkGILCPU is computing: a fixed amount of work, split evenly between the threads. With n processors n
// threads should take an n-th of the time; under a GIL they take all of it. Where it is switched more often there are
// more switches, and each has its price.
func BenchmarkGILCPU(b *testing.B) {
	const work = 120 * time.Millisecond
	for _, threads := range []int{1, 2, 4, 8} {
		all := threadings("gil", "free-threaded")
		if threads == 4 {
			all = append(threadings("gil", "gil.500us", "gil.50us", "gil.fair", "free-threaded", "goroutine"), control(all[0]))
		}
		for _, p := range all {
			b.Run(fmt.Sprintf("impl=%s/threads=%d/work_ms=%d", p.Name, threads, work.Milliseconds()), func(b *testing.B) {
				turns, slices := spin().For(slice), unlessListing(int(work/slice)/threads)
				compute := func(t peers.Thread, _ int) {
					for range slices {
						turns.Do()
						t.Checkpoint()
					}
				}
				b.ResetTimer()
				run(b, p, threads, func() func(peers.Thread, int) { return compute })
			})
		}
	}
}

// BenchmarkGILIO is waiting: each thread sleeps the same number of times, without the GIL, so that n threads
// take as long as one, GIL or not.
func BenchmarkGILIO(b *testing.B) {
	const sleeps, nap = 10, 10 * time.Millisecond
	for _, threads := range []int{1, 2, 4, 8} {
		all := threadings("gil")
		if threads == 1 || threads == 8 {
			all = threadings("gil", "free-threaded")
		}
		for _, p := range all {
			name := fmt.Sprintf("impl=%s/threads=%d/sleeps=%d/sleep_ms=%d", p.Name, threads, sleeps, nap.Milliseconds())
			b.Run(name, func(b *testing.B) {
				wait := func(t peers.Thread, _ int) {
					for range unlessListing(sleeps) {
						t.Blocking(func() { time.Sleep(nap) })
					}
				}
				run(b, p, threads, func() func(peers.Thread, int) { return wait })
			})
		}
	}
}

// control is a way of running threads once more, as the control.
func control(p peers.Threading) peers.Threading {
	p.Name += bench.ControlSuffix
	return p
}

// run has n threads do what an op is, b.N times over, and reports how often the GIL went from one to another.
func run(b *testing.B, p peers.Threading, n int, op func() func(peers.Thread, int)) {
	var switches uint64
	for range b.N {
		more, err := p.Run(n, op())
		if err != nil {
			b.Fatal(err)
		}
		switches += more
	}
	b.ReportMetric(float64(switches)/float64(b.N), "switches/op")
}
