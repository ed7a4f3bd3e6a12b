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
	programs := buildBoth(t, explore.BuildMode{})
	compared, fewer, all := 0, 0, 0
	for _, ref := range corpus.Refs(lessons.All()) {
		if ref.Case.Explorer.NotModelled != "" || !*whole && !slices.Contains(small, ref.Name()) {
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
