package bench_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"threadlab/bench/peers"
)

// slice is how long a thread computes between two checkpoints.
const slice = 10 * time.Microsecond

// BenchmarkGILCPU is computing: a fixed amount of work, split evenly between the threads. With n processors n
// threads should take an n-th of the time; under a GIL they take all of it.
func BenchmarkGILCPU(b *testing.B) {
	const work = 120 * time.Millisecond
	for _, threads := range []int{1, 2, 4} {
		for _, p := range peers.Threadings() {
			b.Run(fmt.Sprintf("impl=%s/threads=%d/work_ms=%d", p.Name, threads, work.Milliseconds()), func(b *testing.B) {
				turns, slices := spin().For(slice), int(work/slice)/threads
				b.ResetTimer()
				for range b.N {
					run(b, p, threads, func(t peers.Thread, _ int) {
						for range slices {
							turns.Do()
							t.Checkpoint()
						}
					})
				}
			})
		}
	}
}

// BenchmarkGILIO is waiting: each thread sleeps the same number of times, without the GIL, so that n threads
// take as long as one, GIL or not.
func BenchmarkGILIO(b *testing.B) {
	const sleeps, nap = 10, 10 * time.Millisecond
	for _, threads := range []int{1, 2, 4} {
		for _, p := range peers.Threadings() {
			name := fmt.Sprintf("impl=%s/threads=%d/sleeps=%d/sleep_ms=%d", p.Name, threads, sleeps, nap.Milliseconds())
			b.Run(name, func(b *testing.B) {
				for range b.N {
					run(b, p, threads, func(t peers.Thread, _ int) {
						for range sleeps {
							t.Blocking(func() { time.Sleep(nap) })
						}
					})
				}
			})
		}
	}
}

// BenchmarkGILMixed is one thread that makes short blocking calls while others compute, the hogs. Under a GIL
// each call costs a switch interval, 5 ms, because a hog lets go only when it is asked to; that is the convoy
// effect. Beside two hogs it is a matter of luck which of two waiters a hog lets in, so the calls spread, with a
// long tail. With as many hogs as processors those without a GIL wait too: for Go's scheduler.
//
// The time of an op is that of all its calls; the quantiles are of a single call, its sleep included. A sleep is
// 1 ms because Go's timers, on Linux and on an idle processor, know nothing shorter. Of 50 calls p99 is the longest.
func BenchmarkGILMixed(b *testing.B) {
	const calls, nap = 50, time.Millisecond
	for _, hogs := range []int{0, 1, 2} {
		for _, p := range peers.Threadings() {
			name := fmt.Sprintf("impl=%s/hogs=%d/calls=%d/sleep_ms=%d", p.Name, hogs, calls, nap.Milliseconds())
			b.Run(name, func(b *testing.B) {
				turns, took := spin().For(slice), make([]time.Duration, 0, calls*b.N)
				b.ResetTimer()
				for range b.N {
					var done atomic.Bool
					run(b, p, 1+hogs, func(t peers.Thread, i int) {
						if i > 0 {
							for !done.Load() {
								turns.Do()
								t.Checkpoint()
							}
							return
						}
						defer done.Store(true)
						for range calls {
							begin := time.Now()
							t.Blocking(func() { time.Sleep(nap) })
							took = append(took, time.Since(begin))
						}
					})
				}
				quantiles(b, "call", took)
			})
		}
	}
}

func run(b *testing.B, p peers.Threading, n int, f func(peers.Thread, int)) {
	if err := p.Run(n, f); err != nil {
		b.Fatal(err)
	}
}
