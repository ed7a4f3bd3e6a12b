package proof_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/trial"
)

// replayAll looks at failing schedules that were run again, in another process than that
// which found them; those that are witnesses were for other tests as well.
func replayAll(t *testing.T, program *explore.Program, failures []explore.Report) {
	t.Helper()
	known := map[string]explore.Report{}
	for _, w := range witnesses(t) {
		if !w.Accesses {
			known[w.Name()+" "+w.Replay] = w.Report
		}
	}
	var jobs []explore.Job
	var first []explore.Report
	for _, r := range failures {
		if again, ok := known[r.Entry+" "+r.Replay]; ok {
			t.Run(r.Entry+" replayed", func(t *testing.T) { same(t, r, again) })
			continue
		}
		jobs, first = append(jobs, replayOf(r)), append(first, r)
	}
	reports, err := program.Do(t.Context(), jobs...)
	require.NoError(t, err)
	for i, r := range first {
		t.Run(r.Entry+" replayed", func(t *testing.T) { same(t, r, reports[i]) })
	}
}

func replayOf(r explore.Report) explore.Job {
	return explore.Job{Entry: r.Entry, Options: explore.Options{Replay: r.Replay, Waiting: trial.ExploredOptions().Waiting}}
}

// same checks that a replay ended as what it replays.
func same(t *testing.T, r, again explore.Report) {
	t.Helper()
	require.Equal(t, scheduler.Fails, again.Verdict, again.Why)
	require.Equal(t, r.Trace, again.Trace)
	failure := *again.Failure
	failure.Stack = r.Failure.Stack // it has addresses
	require.Equal(t, *r.Failure, failure)
}

// failsFromEachSeed: whatever the order in which the schedules of a level are tried, each
// bug that shows at operations is found, with as few delays. One that is endless in the
// first schedule, which has no delay and the same steps from every seed, is left out:
// each takes as long as a hundred others.
func failsFromEachSeed(t *testing.T, program *explore.Program, failures []explore.Report) {
	t.Helper()
	seeds := 3
	if *whole {
		seeds = 20
	}
	var jobs []explore.Job
	var first []explore.Report
	for _, r := range failures {
		if r.Failure.Kind == scheduler.StepLimit && r.Schedules == 1 {
			continue
		}
		for seed := 1; seed < seeds; seed++ {
			jobs = append(jobs, explore.Job{Entry: r.Entry, Options: explore.Options{Delays: 2, Seed: uint64(seed), First: true}})
			first = append(first, r)
		}
	}
	reports, err := program.Do(t.Context(), jobs...)
	require.NoError(t, err)
	for i, r := range reports {
		t.Run(fmt.Sprintf("%s seed %d", r.Entry, jobs[i].Seed), func(t *testing.T) {
			require.Equal(t, scheduler.Fails, r.Verdict, r.Why)
			assert.Equal(t, first[i].Delays, r.Delays)
		})
	}
}

// replays runs a failing schedule again in some processes, and some times in each.
func replays(t *testing.T, program *explore.Program, r explore.Report, processes, times int) {
	t.Helper()
	for range processes {
		reports, err := program.Do(t.Context(), slices.Repeat([]explore.Job{replayOf(r)}, times)...)
		require.NoError(t, err)
		for _, again := range reports {
			same(t, r, again)
		}
	}
}

// TestReplay replays a failure of each kind a hundred times, from three seeds, each in
// four processes.
func TestReplay(t *testing.T) {
	t.Parallel()
	programs := buildBoth(t, explore.BuildMode{})
	for _, name := range []string{"lock/split-critical-section", "lock/abba", "idiom/select-priority", "idiom/early-return-leak", "event/double-set-close", "condition/notify-before-wait"} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(3) {
				r, err := programs[corpus.Broken].Explore(t.Context(), name, explore.Options{Delays: 2, Seed: seed})
				require.NoError(t, err)
				require.Equal(t, scheduler.Fails, r.Verdict)
				replays(t, programs[corpus.Broken], r, 4, 9)
			}
		})
	}
}
