package bench_test

import (
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"threadlab/bench"
	"threadlab/bench/peers"
)

// A section is what a holder does: it works, then lets others run as often as yields says.
type section struct {
	work   bench.Turns
	yields int
}

func newSection(workNS, yields int) section {
	return section{spin().For(time.Duration(workNS)), yields}
}

func (s section) hold() {
	s.work.Do()
	for range s.yields {
		runtime.Gosched()
	}
}

// throughput takes b.N turns in the gate: one goroutine in a plain loop, several at once.
func throughput(b *testing.B, goroutines int, gate peers.Gate, s section) {
	if goroutines == 1 {
		for b.Loop() {
			gate.Acquire()
			s.hold()
			gate.Release()
		}
		return
	}
	together(b, goroutines, func(turns int) {
		for range turns {
			gate.Acquire()
			s.hold()
			gate.Release()
		}
	})
}

// A patient gate is acquired with a timeout that does not come.
type patient struct{ peers.TimedGate }

func (p patient) Acquire() { p.AcquireTimeout(time.Hour) }

// together shares b.N turns out over n goroutines and times them from their common start to the end of the
// last: run gets the number of turns of one goroutine.
func together(b *testing.B, n int, run func(turns int)) {
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		turns := b.N / n
		if i < b.N%n {
			turns++
		}
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			run(turns)
		})
	}
	ready.Wait()
	b.ResetTimer()
	close(start)
	done.Wait()
	b.StopTimer()
}

// sampleEvery is how often an entrant looks at the clock. It is a prime, so that it does not fall into step
// with how a lock is handed round.
const sampleEvery = 7

// contest lets n goroutines compete for b.N turns in the gate: who gets in takes one. (Shares of equal size
// would show no unfairness, each having the same in the end.) It reports how long they waited and how evenly
// the turns went.
func contest(b *testing.B, n int, gate peers.Gate, s section) {
	var mu sync.Mutex
	var waits []time.Duration
	var entries []int
	var taken atomic.Int64
	total := int64(b.N)
	together(b, n, func(int) {
		mine, sampled := 0, make([]time.Duration, 0, b.N/n/sampleEvery+1)
		for i := 0; ; i++ {
			if i%sampleEvery == 0 {
				begin := time.Now()
				gate.Acquire()
				sampled = append(sampled, time.Since(begin))
			} else {
				gate.Acquire()
			}
			if taken.Add(1) > total {
				gate.Release()
				break
			}
			s.hold()
			gate.Release()
			mine++
		}
		mu.Lock()
		defer mu.Unlock()
		waits, entries = append(waits, sampled...), append(entries, mine)
	})
	quantiles(b, "wait", waits)
	b.ReportMetric(jain(entries), "jain")
}

// quantiles adds the median of what was sampled, its tail and its longest.
func quantiles(b *testing.B, of string, sample []time.Duration) {
	slices.Sort(sample)
	b.ReportMetric(float64(quantile(sample, 0.5)), "p50-"+of+"-ns")
	b.ReportMetric(float64(quantile(sample, 0.99)), "p99-"+of+"-ns")
	b.ReportMetric(float64(quantile(sample, 0.999)), "p999-"+of+"-ns")
	b.ReportMetric(float64(quantile(sample, 1)), "max-"+of+"-ns")
}

// quantile returns the smallest of the sorted values that at least a share q of them do not exceed.
func quantile(sorted []time.Duration, q float64) time.Duration {
	return sorted[max(0, int(math.Ceil(q*float64(len(sorted))))-1)]
}

// jain is Jain's fairness index (Jain, Chiu and Hawe, 1984): (Σx)² / nΣx².
func jain(shares []int) float64 {
	sum, squares := 0.0, 0.0
	for _, x := range shares {
		sum += float64(x)
		squares += float64(x) * float64(x)
	}
	if squares == 0 {
		return 1 // nobody got anything: all the same
	}
	return sum * sum / (float64(len(shares)) * squares)
}
