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

// replayAll runs failing schedules again, in another process than that which found them.
func replayAll(t *testing.T, program *explore.Program, refs []corpus.Ref, failures []explore.Report) {
	t.Helper()
	var jobs []explore.Job
	for i, ref := range refs {
		jobs = append(jobs, explore.Job{Entry: ref.Name(), Options: explore.Options{Replay: failures[i].Replay, Waiting: trial.ExploredOptions().Waiting}})
	}
	again, err := program.Do(t.Context(), jobs...)
	require.NoError(t, err)
	for i, ref := range refs {
		t.Run(ref.Name()+" replayed", func(t *testing.T) { same(t, failures[i], again[i]) })
	}
}

// same checks that a replay ended as what it replays.
func same(t *testing.T, r, again explore.Report) {
	t.Helper()
	require.Equal(t, scheduler.Fails, again.Verdict, again.Why)
	require.Equal(t, r.Trace, again.Trace)
	again.Failure.Stack = r.Failure.Stack // it has addresses
	require.Equal(t, r.Failure, again.Failure)
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
			jobs = append(jobs, explore.Job{Entry: r.Entry, Options: explore.Options{Delays: 2, Seed: uint64(seed)}})
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
	job := explore.Job{Entry: r.Entry, Options: explore.Options{Replay: r.Replay, Waiting: trial.ExploredOptions().Waiting}}
	for range processes {
		reports, err := program.Do(t.Context(), slices.Repeat([]explore.Job{job}, times)...)
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
