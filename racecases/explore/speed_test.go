//go:build unix

package explore_test

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// BenchmarkInstrumented measures schedules a second of plain Go, as a caller of Explore
// gets them: instrumented, compiled, in a process that uses one core. An op is a schedule.
// On a machine that others use too, schedules per second of processor time tell more.
func BenchmarkInstrumented(b *testing.B) {
	for _, race := range []bool{false, true} {
		program, err := explore.Tests(b.Context(), "testdata/speed", ".", "", explore.BuildMode{Race: race})
		require.NoError(b, err)
		require.NoError(b, program.Build(b.Context(), b.TempDir()))
		for _, bench := range []struct {
			name, test string
			strategy   scheduler.StrategyName
		}{
			{"program=counter/rounds=1", "TestCounter", scheduler.Random},
			{"program=counter/rounds=10", "TestLongCounter", scheduler.Random},
			{"program=counter/rounds=10", "TestLongCounter", scheduler.DelayBounding},
			{"program=queue/rounds=1", "TestQueue", scheduler.Random},
			{"program=queue/rounds=10", "TestLongQueue", scheduler.Random},
			{"program=queue/rounds=10", "TestLongQueue", scheduler.DelayBounding},
		} {
			b.Run(fmt.Sprintf("%s/strategy=%s/race=%t", bench.name, bench.strategy, race), func(b *testing.B) {
				before := childrenTime(b)
				r, err := program.Explore(b.Context(), bench.test, explore.Options{Strategy: bench.strategy, Delays: 1000, Schedules: b.N})
				require.NoError(b, err)
				spent := childrenTime(b) - before
				require.Contains(b, []scheduler.Verdict{scheduler.Stopped, scheduler.Exhausted}, r.Verdict, "%s %v", r.Why, r.Failure)
				b.ReportMetric(float64(r.Schedules)/b.Elapsed().Seconds(), "schedules/s")
				b.ReportMetric(float64(r.Schedules)/spent.Seconds(), "schedules/cpu-s")
				b.ReportMetric(float64(r.Steps), "steps")
			})
		}
	}
}

// childrenTime returns the processor time of all processes that were started and have ended.
func childrenTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_CHILDREN, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
