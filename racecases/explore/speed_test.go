package explore_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/sched"
)

// BenchmarkInstrumented measures schedules a second of plain Go, as whoever explores it
// gets them: instrumented, compiled, in a process that uses one core. An op is a schedule.
func BenchmarkInstrumented(b *testing.B) {
	for _, race := range []bool{false, true} {
		suite, err := explore.FindSuite(b.Context(), "testdata/speed", ".", "", explore.How{Race: race})
		require.NoError(b, err)
		require.NoError(b, suite.Build(b.Context(), b.TempDir()))
		for _, bench := range []struct {
			name, test string
			strategy   sched.Strategy
		}{
			{"program=counter/rounds=1", "TestCounter", sched.Random},
			{"program=counter/rounds=10", "TestLongCounter", sched.Random},
			{"program=counter/rounds=10", "TestLongCounter", sched.Delay},
			{"program=queue/rounds=1", "TestQueue", sched.Random},
			{"program=queue/rounds=10", "TestLongQueue", sched.Random},
			{"program=queue/rounds=10", "TestLongQueue", sched.Delay},
		} {
			b.Run(fmt.Sprintf("%s/strategy=%s/race=%t", bench.name, bench.strategy, race), func(b *testing.B) {
				o := explore.Options{Strategy: bench.strategy, Delays: 1000, Schedules: b.N}
				r := suite.Explore(b.Context(), bench.test, o)
				require.Contains(b, []sched.Verdict{sched.Stopped, sched.Exhausted}, r.Verdict, "%s %v", r.Why, r.Failure)
				spent := time.Duration(r.ElapsedMS) * time.Millisecond
				b.ReportMetric(float64(r.Schedules)/spent.Seconds(), "schedules/s")
				b.ReportMetric(float64(r.Steps), "steps")
			})
		}
	}
}
