package primitives_test

import (
	"fmt"
	"slices"
	"time"

	"threadlab/primitives"
)

// quantile returns the smallest duration that percent of them do not exceed.
func quantile(sample []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(sample))
	return sorted[max(0, (len(sorted)*percent+99)/100-1)]
}

// distinct lists the different ones, shortest first.
func distinct(sample []time.Duration) []time.Duration {
	return slices.Compact(slices.Sorted(slices.Values(sample)))
}

func sum(sample []time.Duration) time.Duration {
	total := time.Duration(0)
	for _, d := range sample {
		total += d
	}
	return total
}

func millis(sample []time.Duration, percent int) float64 {
	return quantile(sample, percent).Seconds() * 1000
}

// costShapes are S2 to S8: what threads cost under the GIL, and without.
func costShapes() []shape {
	free := primitives.WithoutGIL()
	computing := func(w world, opts ...primitives.InterpreterOption) string {
		var took []time.Duration
		for _, n := range []int{1, 2, 4} {
			took = append(took, elapsed(w.new(opts...), n, func(th *primitives.Thread) error {
				th.Compute(60 * ms / time.Duration(n))
				return nil
			}))
		}
		return fmt.Sprint(took)
	}
	const own = 300 * µs
	return []shape{{
		name: "S2", about: "a fixed amount of work takes as long on 1, 2 and 4 threads, however many cores there are",
		run:   func(w world) string { return computing(w) + computing(w, primitives.WithCores(2)) },
		want:  "[60ms 60ms 60ms][60ms 60ms 60ms]",
		trips: []primitives.PlantedGIL{primitives.NoExclusion},
	}, {
		name: "S3", about: "without a GIL it takes as long as the cores need, and one thread as long as with it",
		run:   func(w world) string { return computing(w, free, primitives.WithCores(2)) + computing(w, free) },
		want:  "[60ms 30ms 30ms][60ms 30ms 15ms]",
		trips: []primitives.PlantedGIL{primitives.NotLeftOut},
	}, {
		name: "S4", about: "sleepers overlap, GIL or not",
		run: func(w world) string {
			var took []time.Duration
			for _, n := range []int{1, 2, 4, 8} {
				for _, in := range []*primitives.Interpreter{w.new(), w.new(free)} {
					took = append(took, elapsed(in, n, func(th *primitives.Thread) error {
						for range 10 {
							th.Sleep(10 * ms)
						}
						return nil
					}))
				}
			}
			return fmt.Sprint(distinct(took))
		},
		want:  "[100ms]",
		trips: []primitives.PlantedGIL{primitives.KeepsIt},
	}, {
		name: "S5", about: "beside one thread that computes each call that waits pays one switch interval, whatever that is",
		run: func(w world) string {
			short := primitives.WithSwitchInterval(450 * µs)
			return fmt.Sprint(distinct(latencies(w.new(), 1, 20, own, 0)), distinct(latencies(w.new(short), 1, 20, own, 0)))
		},
		want:  "[5.3ms] [800µs]",
		trips: []primitives.PlantedGIL{primitives.AsksAtOnce, primitives.NoExclusion},
	}, {
		name: "S6", about: "its throughput collapses accordingly",
		run: func(w world) string {
			return fmt.Sprint(sum(latencies(w.new(), 0, 20, own, 0)), " ", sum(latencies(w.new(), 1, 20, own, 0)))
		},
		want:  "6ms 106ms",
		trips: []primitives.PlantedGIL{primitives.AsksAtOnce},
	}, {
		name: "S7", about: "without a GIL a call pays nothing",
		run: func(w world) string {
			return fmt.Sprint(distinct(latencies(w.new(free), 1, 20, own, 0)))
		},
		want:  "[300µs]",
		trips: []primitives.PlantedGIL{primitives.NotLeftOut},
	}, {
		name: "S8", about: "behind several threads that compute there is no fairness: the wait grows, its tail above all",
		run: func(w world) string {
			out := ""
			for hogs := 1; hogs <= 3; hogs++ {
				took := latencies(w.new(primitives.WithWakeUp(crookedWakeUp)), hogs, 100, crookedCall, crookedPause)
				out += fmt.Sprintf("%.0f %.0f %.0f, ", millis(took, 50), millis(took, 90), millis(took, 100))
			}
			return out
		},
		want:  "5 5 5, 10 25 65, 15 30 105, ", // ms: half of the calls, nine of ten, all
		trips: []primitives.PlantedGIL{primitives.HandsOver, primitives.WakesOldest},
	}}
}
