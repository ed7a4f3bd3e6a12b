package proof_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
)

// oneDelay reports whether a half has too many schedules with two delays for a test.
func oneDelay(ref corpus.Ref, half corpus.Half) bool {
	return half == corpus.Correct && ref.Case.Explorer.OneDelay != ""
}

// TestCorpus explores every half: each broken one that the race detector cannot see
// fails, on a line that its marks name, and no correct one does.
func TestCorpus(t *testing.T) {
	t.Parallel()
	programs, page := buildBoth(t, explore.BuildMode{}), readCounts(t)
	for half, program := range programs {
		var refs []corpus.Ref
		var jobs []explore.Job
		for _, ref := range corpus.Refs(lessons.All()) {
			if half == corpus.Broken && ref.Case.Negative {
				continue
			}
			o := explore.Options{Delays: 2, Time: time.Minute}
			if oneDelay(ref, half) {
				o.Delays = 1
			}
			refs, jobs = append(refs, ref), append(jobs, explore.Job{Entry: ref.Name(), Options: o})
		}
		reports, err := program.Do(t.Context(), jobs...)
		require.NoError(t, err)
		var failed []corpus.Ref
		var failures []explore.Report
		for i, ref := range refs {
			t.Run(ref.Name()+" "+string(half), func(t *testing.T) {
				r := reports[i]
				if why := ref.Case.Explorer.NotModelled; why != "" {
					require.Equal(t, explore.Refused, r.Verdict)
					require.Contains(t, r.Why, "not modelled: "+why)
					return
				}
				if half == corpus.Broken {
					if fails(t, ref, r) {
						failed, failures = append(failed, ref), append(failures, r)
					}
					return
				}
				require.Equal(t, scheduler.Exhausted, r.Verdict, "%v %s", r.Failure, r.Why)
				if !oneDelay(ref, half) {
					assert.Equal(t, page[ref.Name()], r.Schedules, "%s is not of today: go tool threadlab schedules", counts)
				}
			})
		}
		replayAll(t, program, failed, failures)
	}
}

// fails checks the report on a broken half, and returns whether there is a failure.
func fails(t *testing.T, ref corpus.Ref, r explore.Report) bool {
	t.Helper()
	if ref.Case.Class == corpus.DataRace {
		assert.Equal(t, ref.Case.Explorer.AtAccesses, r.Verdict == scheduler.Exhausted, "%s: %v", r.Verdict, r.Failure)
	} else {
		require.Equal(t, scheduler.Fails, r.Verdict, r.Why)
	}
	if r.Verdict != scheduler.Fails {
		return false
	}
	marks, err := ref.Marks(corpus.Broken)
	require.NoError(t, err)
	assert.True(t, proof.OnMarks(ref, marks, r.Failure), "no mark is on\n%v", r.Failure)
	return true
}

// replayAll runs failing schedules again, in another process than that which found them.
func replayAll(t *testing.T, program *explore.Program, refs []corpus.Ref, failures []explore.Report) {
	t.Helper()
	var jobs []explore.Job
	for i, ref := range refs {
		jobs = append(jobs, explore.Job{Entry: ref.Name(), Options: explore.Options{Replay: failures[i].Replay}})
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

// TestSeeds: whatever the order in which the schedules of a level are tried, each bug
// that shows at operations is found, with as few delays.
func TestSeeds(t *testing.T) {
	t.Parallel()
	seeds := 3
	if *whole {
		seeds = 20
	}
	program := build(t, corpus.Broken, explore.BuildMode{})
	var jobs []explore.Job
	for _, ref := range corpus.Refs(lessons.All()) {
		if ref.Case.Explorer.NotModelled != "" || ref.Case.Explorer.AtAccesses || ref.Case.Negative {
			continue
		}
		for seed := range seeds {
			jobs = append(jobs, explore.Job{Entry: ref.Name(), Options: explore.Options{Delays: 2, Seed: uint64(seed)}})
		}
	}
	reports, err := program.Do(t.Context(), jobs...)
	require.NoError(t, err)
	for i, r := range reports {
		t.Run(r.Entry, func(t *testing.T) {
			seed := i % seeds
			require.Equal(t, scheduler.Fails, r.Verdict, "seed %d: %s", seed, r.Why)
			assert.Equal(t, reports[i-seed].Delays, r.Delays, "seed %d", seed)
		})
	}
}

// replays runs a failing schedule again, each time in a process of its own.
func replays(t *testing.T, program *explore.Program, ref corpus.Ref, r explore.Report, times int) {
	t.Helper()
	for range times {
		again, err := program.Explore(t.Context(), ref.Name(), explore.Options{Replay: r.Replay})
		require.NoError(t, err)
		same(t, r, again)
	}
}

// TestAccesses explores the races that show no harm at operations alone, with points
// at shared accesses, and their repairs.
func TestAccesses(t *testing.T) {
	programs := buildBoth(t, explore.BuildMode{MemoryAccesses: true})
	for _, ref := range corpus.Refs(lessons.All()) {
		if !ref.Case.Explorer.AtAccesses {
			continue
		}
		t.Run(ref.Name(), func(t *testing.T) {
			o := explore.Options{Delays: 2, Time: 20 * time.Second}
			r, err := programs[corpus.Broken].Explore(t.Context(), ref.Name(), o)
			require.NoError(t, err)
			if ref.Case.Explorer.NoHarm != "" {
				assert.Equal(t, scheduler.Exhausted, r.Verdict, "%v %s", r.Failure, r.Why)
			} else {
				assert.Equal(t, scheduler.Fails, r.Verdict, r.Why)
			}
			r, err = programs[corpus.Correct].Explore(t.Context(), ref.Name(), o)
			require.NoError(t, err)
			assert.Equal(t, scheduler.Exhausted, r.Verdict, "correct %v %s", r.Failure, r.Why)
		})
	}
}

// TestReplay replays a failure of each kind a hundred times, from three seeds.
func TestReplay(t *testing.T) {
	t.Parallel()
	programs := buildBoth(t, explore.BuildMode{})
	for _, name := range []string{"lock/split-critical-section", "lock/abba", "idiom/select-priority", "idiom/early-return-leak", "event/double-set-close", "condition/notify-before-wait"} {
		t.Run(name, func(t *testing.T) {
			ref, err := lessons.Find(name)
			require.NoError(t, err)
			for seed := range uint64(3) {
				r, err := programs[corpus.Broken].Explore(t.Context(), ref.Name(), explore.Options{Delays: 2, Seed: seed})
				require.NoError(t, err)
				require.Equal(t, scheduler.Fails, r.Verdict)
				replays(t, programs[corpus.Broken], ref, r, 34)
			}
		})
	}
}

// TestNeverDeviating plants a scheduler that takes no delay: of the bugs that need
// one it finds nothing.
func TestNeverDeviating(t *testing.T) {
	programs := buildBoth(t, explore.BuildMode{})
	for _, name := range []string{"lock/split-critical-section", "gil/atomic-load-store", "idiom/select-priority"} {
		ref, err := lessons.Find(name)
		require.NoError(t, err)
		r, err := programs[corpus.Broken].Explore(t.Context(), ref.Name(), explore.Options{Delays: 0})
		require.NoError(t, err)
		assert.Equal(t, scheduler.Exhausted, r.Verdict, name)
		r, err = programs[corpus.Broken].Explore(t.Context(), ref.Name(), explore.Options{Delays: 1})
		require.NoError(t, err)
		assert.Equal(t, scheduler.Fails, r.Verdict, name)
	}
}
