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
			var failed []corpus.Ref
			var failures []explore.Report
			for i, ref := range refs {
				t.Run(ref.Name(), func(t *testing.T) {
					if !refused(t, ref, reports[i]) && fails(t, ref, reports[i]) {
						failed, failures = append(failed, ref), append(failures, reports[i])
					}
				})
			}
			replayAll(t, program, failed, failures)
			failsFromEachSeed(t, program, failures)
		})
	}
}

// exploreAll explores a half of every case, in one process.
func exploreAll(t *testing.T, program *explore.Program, half corpus.Half) (refs []corpus.Ref, reports []explore.Report) {
	t.Helper()
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
			if !oneDelay(ref, corpus.Correct) {
				assert.Equal(t, page[ref.Name()], r.Schedules, "%s is not of today: go tool threadlab schedules", counts)
			}
		})
	}
}

// refused checks that what is not modelled is refused, and returns whether that is so.
func refused(t *testing.T, ref corpus.Ref, r explore.Report) bool {
	t.Helper()
	why := ref.Case.Explorer.NotModelled
	if why != "" {
		require.Equal(t, explore.Refused, r.Verdict)
		require.Contains(t, r.Why, "not modelled: "+why)
	}
	return why != ""
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
