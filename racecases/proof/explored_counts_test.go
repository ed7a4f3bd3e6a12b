package proof_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
	"threadlab/racecases/matrix"
)

// counts are the raw lines that say how many schedules the correct halves have.
const counts = "../../results/explore/corpus.jsonl"

// TestThreeDelays explores, with -whole, what must not fail one level deeper.
func TestThreeDelays(t *testing.T) {
	if !*whole {
		t.Skip("needs -whole: up to half a minute for each case")
	}
	program := build(t, corpus.Correct, explore.BuildMode{})
	for _, ref := range corpus.Refs(lessons.All()) {
		if ref.Case.NotModelled != "" {
			continue
		}
		r, err := program.Explore(t.Context(), ref.Name(), explore.Options{Delays: 3, Time: matrix.ScheduleLimit})
		require.NoError(t, err)
		assert.NotEqual(t, scheduler.Fails, r.Verdict, "%s: %v", ref.Name(), r.Failure)
	}
}

// readCounts returns the schedules with two delays that were counted.
func readCounts(t *testing.T) map[string]int {
	t.Helper()
	lines, err := matrix.ReadScheduleCounts(counts)
	require.NoError(t, err)
	of := map[string]int{}
	for _, l := range lines {
		if l.Delays == 2 {
			of[l.Case] = l.Schedules
		}
	}
	return of
}
