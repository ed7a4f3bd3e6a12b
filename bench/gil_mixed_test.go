package bench_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"threadlab/bench/peers"
)

// BenchmarkGILMixed is one thread that makes short blocking calls while others compute, the hogs. Under a GIL
// each call costs a switch interval, 5 ms, because a hog lets go only when it is asked to; that is the convoy
// effect. Beside two hogs it is a matter of luck which of two waiters a hog lets in, so the calls spread, with a
// long tail. With as many hogs as processors those without a GIL wait too: for Go's scheduler.
//
// The time of an op is that of all its calls; the quantiles are of a single call, its sleep included. A sleep is
// 1 ms because Go's timers, on Linux and on an idle processor, know nothing shorter. For the same reason the switch
// intervals below 1 ms cost a call about 1 ms too where a processor is idle: beside one hog on two. Of 50 calls p99 is
// the longest.
// The share of a processor that the hogs together had is in hog-cpus: up to 1 under a GIL, up to as many as there are
// hogs, or processors, without.
func BenchmarkGILMixed(b *testing.B) {
	for hogs, all := range [][]peers.Threading{
		threadings("gil", "free-threaded"),
		threadings("gil", "gil.500us", "gil.50us", "gil.fair", "free-threaded"),
		threadings("gil", "gil.50us", "gil.fair", "free-threaded", "goroutine"),
	} {
		for _, p := range all {
			b.Run(fmt.Sprintf("impl=%s/hogs=%d/calls=50/sleep_ms=1", p.Name, hogs), func(b *testing.B) { mixed(b, p, hogs) })
		}
	}
}

func mixed(b *testing.B, p peers.Threading, hogs int) {
	const calls, nap = 50, time.Millisecond
	turns, took := spin().For(slice), make([]time.Duration, 0, calls*b.N)
	var slices atomic.Int64
	b.ResetTimer()
	run(b, p, 1+hogs, func() func(peers.Thread, int) {
		var done atomic.Bool
		return func(t peers.Thread, i int) {
			if i > 0 {
				slices.Add(hog(t, turns, &done))
				return
			}
			defer done.Store(true)
			for range unlessListing(calls) {
				begin := time.Now()
				t.Blocking(func() { time.Sleep(nap) })
				took = append(took, time.Since(begin))
			}
		}
	})
	b.ReportMetric(float64(slices.Load())*slice.Seconds()/b.Elapsed().Seconds(), "hog-cpus")
	quantiles(b, "call", took)
}

// hog computes until done is set, and returns how many slices it has.
func hog(t peers.Thread, turns Turns, done *atomic.Bool) (slices int64) {
	for !done.Load() {
		turns.Do()
		t.Checkpoint()
		slices++
	}
	return slices
}
