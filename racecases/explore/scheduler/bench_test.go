package scheduler_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/scheduler"
)

// BenchmarkExplore measures schedules a second, all of those with up to three delays.
func BenchmarkExplore(b *testing.B) {
	for _, bench := range []struct {
		name    string
		program scheduler.Program
	}{
		{"program=counters", adders(2)},
		{"program=philosophers", philosophers(3, true)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			schedules := 0
			for b.Loop() {
				a, err := scheduler.Explore(b.Context(), scheduler.Options{Delays: 3, Seed: uint64(schedules)}, bench.program)
				require.NoError(b, err)
				require.Equal(b, scheduler.Exhausted, a.Verdict)
				schedules += a.Schedules
			}
			b.ReportMetric(float64(schedules)/b.Elapsed().Seconds(), "schedules/s")
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(schedules), "ns/schedule")
		})
	}
}
