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
	"threadlab/racecases/trial"
)

// most is how many schedules of a half a test runs: of one that has been counted to have
// more with two delays those with one.
const most = 20_000

// delays returns how many delays the schedules of a half have that a test runs.
func delays(ref corpus.Ref, half corpus.Half, counted map[string]int) int {
	if half == corpus.Correct && counted[ref.Name()] > most {
		return 1
	}
	return 2
}

// TestCorpus explores every half: each broken one that the race detector cannot see
// fails, on a line that its marks name, and no correct one does. What fails is replayed,
// and explored from other seeds.
func TestCorpus(t *testing.T) {
	t.Parallel()
	for half, program := range buildBoth(t, explore.BuildMode{}) {
		t.Run(string(half), func(t *testing.T) {
			t.Parallel()
			refs, reports := exploreAll(t, program, half)
			if half == corpus.Correct {
				noneFails(t, refs, reports)
				return
			}
			var failures []explore.Report
			for i, ref := range refs {
				t.Run(ref.Name(), func(t *testing.T) {
					if !refused(t, ref, reports[i]) && fails(t, ref, reports[i]) {
						failures = append(failures, reports[i])
					}
				})
			}
			replayAll(t, program, failures)
			failsFromEachSeed(t, program, failures)
		})
	}
}

// exploreAll explores a half of every case, in one process.
func exploreAll(t *testing.T, program *explore.Program, half corpus.Half) (refs []corpus.Ref, reports []explore.Report) {
	t.Helper()
	var jobs []explore.Job
	counted := readCounts(t)
	for _, ref := range corpus.Refs(lessons.All()) {
		if half == corpus.Broken && ref.Case.Negative {
			continue
		}
		o := explore.Options{Delays: delays(ref, half, counted), Time: time.Minute, Waiting: trial.ExploredOptions().Waiting}
		refs, jobs = append(refs, ref), append(jobs, explore.Job{Entry: ref.Name(), Options: o})
	}
	reports, err := program.Do(t.Context(), jobs...)
	require.NoError(t, err)
	return refs, reports
}

// noneFails checks the reports on the correct halves.
func noneFails(t *testing.T, refs []corpus.Ref, reports []explore.Report) {
	t.Helper()
	page := readCounts(t)
	for i, ref := range refs {
		t.Run(ref.Name(), func(t *testing.T) {
			r := reports[i]
			if refused(t, ref, r) {
				return
			}
			require.Equal(t, scheduler.Exhausted, r.Verdict, "%v %s", r.Failure, r.Why)
			if page[ref.Name()] <= most {
				assert.Equal(t, page[ref.Name()], r.Schedules, "%s is not of today: go tool threadlab schedules", counts)
			}
		})
	}
}

// refused checks that what is not modelled is refused, and returns whether that is so.
func refused(t *testing.T, ref corpus.Ref, r explore.Report) bool {
	t.Helper()
	why := ref.Case.NotModelled
	if why != "" {
		require.Equal(t, explore.Refused, r.Verdict)
		require.Contains(t, r.Why, "not modelled: "+why)
	}
	return why != ""
}

// fails checks the report on a broken half, and returns whether there is a failure.
func fails(t *testing.T, ref corpus.Ref, r explore.Report) bool {
	t.Helper()
	w, ok, err := ref.Witness()
	require.NoError(t, err)
	require.True(t, ok)
	if w.Accesses {
		assert.Equal(t, scheduler.Exhausted, r.Verdict, "%v", r.Failure)
		assert.Equal(t, corpus.DataRace, ref.Case.Class)
		return false
	}
	require.Equal(t, scheduler.Fails, r.Verdict, r.Why)
	marks, err := ref.Marks(corpus.Broken)
	require.NoError(t, err)
	assert.True(t, proof.OnMarks(ref, marks, r.Failure), "no mark is on\n%v", r.Failure)
	return true
}

// TestNeverDeviating plants a scheduler that takes no delay: of the bugs that need
// one it finds nothing.
func TestNeverDeviating(t *testing.T) {
	t.Parallel()
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
