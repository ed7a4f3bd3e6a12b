package bench_test

import (
	"flag"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"threadlab/bench/peers"
)

// sampleEvery is how often an entrant looks at the clock. It is a prime, so that it does not fall into step
// with how a lock is handed round.
const sampleEvery = 7

// fairnessWaits is how many waits are sampled in a contest, with the usual benchtime of 100 ms: p99.9 is then the
// hundredth longest. With another benchtime there are more or fewer in proportion.
const fairnessWaits = 100_000

// fairnessTurns is how many turns a contest lasts: enough for its waits, or with -benchtime 3x three.
func fairnessTurns(benchtime string) int {
	if times, ok := strings.CutSuffix(benchtime, "x"); ok {
		n, _ := strconv.Atoi(times)
		return max(n, 1)
	}
	d, _ := time.ParseDuration(benchtime)
	return max(1, int(fairnessWaits*sampleEvery*d.Seconds()/0.1))
}

// fairness lets n goroutines compete for a number of turns in the gate, one turn an entry. (Shares of equal size
// would show no unfairness, each having the same in the end.) It reports how long they waited and how evenly
// the turns went. The time per op is that of a turn, however many contests the testing package asks for.
func fairness(b *testing.B, n int, locker peers.Locker, s section) {
	turns := fairnessTurns(flag.Lookup("test.benchtime").Value.String())
	if !strings.HasSuffix(flag.Lookup("test.benchtime").Value.String(), "x") {
		turns *= b.N
	}
	waits, entries := compete(b, n, turns, locker, s)
	quantiles(b, "wait", waits)
	b.ReportMetric(jain(entries), "jain")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(turns), "ns/op")
}

// compete returns every wait that was sampled, and how many turns each of the n had.
func compete(b *testing.B, n, turns int, locker peers.Locker, s section) (waits []time.Duration, entries []int) {
	var mu sync.Mutex
	var taken atomic.Int64
	contended(b, n, func(int) {
		locker := peers.Own(locker)
		mine, sampled := 0, make([]time.Duration, 0, turns/n/sampleEvery+1)
		for i := 0; ; i++ {
			if i%sampleEvery == 0 {
				begin := time.Now()
				locker.Acquire()
				sampled = append(sampled, time.Since(begin))
			} else {
				locker.Acquire()
			}
			if taken.Add(1) > int64(turns) {
				locker.Release()
				break
			}
			s.hold()
			locker.Release()
			mine++
		}
		mu.Lock()
		defer mu.Unlock()
		waits, entries = append(waits, sampled...), append(entries, mine)
	})
	return waits, entries
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
		return 1 // no goroutine got a turn: the shares are equal
	}
	return sum * sum / (float64(len(shares)) * squares)
}
