package proof_test

import (
	"flag"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
	"threadlab/racecases/matrix"
)

var whole = flag.Bool("whole", false, "the whole corpus, more seeds and a level more, where a sample is enough every day")

// small are cases of which both halves have few schedules.
var small = []string{
	"lock/abba", "gil/atomic-load-store", "idiom/select-priority",
	"condition/notify-before-wait", "event/double-set-close",
}

// TestReducedCorpus explores halves by dpor and by delays without a bound: either both
// find a failure or both find that there is none. Where one has too many schedules the
// other's failure must still be a failure of the case.
func TestReducedCorpus(t *testing.T) {
	t.Parallel()
	programs := buildBoth(t, explore.BuildMode{})
	compared, fewer, all := 0, 0, 0
	for _, ref := range corpus.Refs(lessons.All()) {
		if ref.Case.NotModelled != "" || !*whole && !slices.Contains(small, ref.Name()) {
			continue
		}
		for _, half := range ref.Halves() {
			t.Run(ref.Name()+" "+string(half), func(t *testing.T) {
				reduced, err := programs[half].Explore(t.Context(), ref.Name(), explore.Options{Strategy: scheduler.DPOR, Time: 3 * time.Second})
				require.NoError(t, err)
				plain, err := programs[half].Explore(t.Context(), ref.Name(), explore.Options{Delays: 1000, Time: 3 * time.Second})
				require.NoError(t, err)
				if half == corpus.Correct {
					assert.NotEqual(t, scheduler.Fails, reduced.Verdict, reduced.Failure)
				}
				if reduced.Verdict == scheduler.Stopped || plain.Verdict == scheduler.Stopped {
					assert.True(t, *whole, "%s %s", reduced.Why, plain.Why)
					t.Logf("not compared: dpor %s after %d, delay %s after %d", reduced.Verdict, reduced.Schedules, plain.Verdict, plain.Schedules)
					return
				}
				compared++
				require.Equal(t, plain.Verdict, reduced.Verdict, "%v %v", plain.Failure, reduced.Failure)
				if plain.Verdict == scheduler.Exhausted {
					fewer, all = fewer+reduced.Schedules, all+plain.Schedules
					assert.LessOrEqual(t, reduced.Schedules, plain.Schedules)
					t.Logf("%d schedules stand for %d", reduced.Schedules, plain.Schedules)
				}
			})
		}
	}
	t.Logf("%d halves compared; of those that do not fail %d schedules stand for %d", compared, fewer, all)
}

// TestProofs proves again what was proven when the schedules were counted: that no
// execution of a correct half fails or has a data race. Every day it does so for a sample of
// the halves that take few schedules.
func TestProofs(t *testing.T) {
	t.Parallel()
	lines, err := matrix.ReadScheduleCounts(counts)
	require.NoError(t, err)
	program, proven := build(t, corpus.Correct, explore.BuildMode{Race: true}), 0
	for i, l := range lines {
		if l.Delays != matrix.AnyDelays || l.More || !*whole && (i%8 != 0 || l.Schedules > 500) {
			continue
		}
		r, err := program.Explore(t.Context(), l.Case, explore.Options{Strategy: scheduler.DPOR, Time: matrix.ScheduleLimit})
		require.NoError(t, err)
		assert.Equal(t, scheduler.Proven, r.Verdict, "%s: %s", l.Case, r.Why)
		proven++
	}
	assert.Positive(t, proven)
	t.Logf("%d halves proven right", proven)
}
