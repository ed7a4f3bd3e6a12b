package proof_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// TestSurvey surveys every half within the bound of the explorer's trials. Each broken half
// that a schedule can show is found on its marks in one of the builds, the cheapest first: at
// operations, at accesses, and, of accesses that only meet, under the race detector. What has
// no end is known by a million steps, once at last. No correct half has a bug.
func TestSurvey(t *testing.T) {
	t.Parallel()
	var broken []corpus.Ref
	for _, ref := range corpus.Refs(lessons.All()) {
		if !ref.Case.Negative && ref.Case.NotModelled == "" {
			broken = append(broken, ref)
		}
	}
	assert.Len(t, broken, 138)
	o := trial.ExploredOptions()
	o.Survey, o.Steps = true, 100_000
	for _, mode := range trial.ExploredModes() {
		first := o
		first.First = true
		broken = unfound(t, broken, surveyAll(t, corpus.Broken, mode, first, broken))
		if mode.Race {
			continue // TestRaces does this for the correct halves
		}
		refs := slices.DeleteFunc(corpus.Refs(lessons.All()), func(r corpus.Ref) bool { return r.Case.NotModelled != "" })
		few := o
		few.Schedules = 100 // TestCorpus has tried all with two delays
		for i, r := range surveyAll(t, corpus.Correct, mode, few, refs) {
			assert.NotEqual(t, explore.Refused, r.Verdict, "%s %s: %s", r.Entry, mode, r.Why)
			assert.Empty(t, read(refs[i], corpus.Correct, r), "%s %s", r.Entry, mode)
		}
	}
	ends := explore.Options{Survey: true, Schedules: 1, Waiting: o.Waiting}
	broken = unfound(t, broken, surveyAll(t, corpus.Broken, explore.BuildMode{}, ends, broken))
	for _, ref := range broken {
		t.Errorf("%s: not found", ref.Name())
	}
}

// surveyAll surveys a half of some cases in a build.
func surveyAll(t *testing.T, half corpus.Half, mode explore.BuildMode, o explore.Options, refs []corpus.Ref) []explore.Report {
	t.Helper()
	var jobs []explore.Job
	o.Accesses = mode.MemoryAccesses
	for _, ref := range refs {
		jobs = append(jobs, explore.Job{Entry: ref.Name(), Options: o})
	}
	reports, err := build(t, half, mode).Do(t.Context(), jobs...)
	require.NoError(t, err)
	return reports
}

// unfound returns the cases whose bug no failure is, and checks that there is no other one.
func unfound(t *testing.T, refs []corpus.Ref, reports []explore.Report) (missing []corpus.Ref) {
	t.Helper()
	for i, ref := range refs {
		findings := read(ref, corpus.Broken, reports[i])
		for _, f := range findings {
			assert.Equal(t, proof.Hit, f.Site, "%s: %s", ref.Name(), f.Text)
		}
		if len(findings) == 0 {
			missing = append(missing, ref)
		}
	}
	return missing
}

// read grades a report as that of a trial.
func read(ref corpus.Ref, half corpus.Half, r explore.Report) []proof.Finding {
	result := survey.Result{Report: r}
	for _, f := range r.Findings {
		result.Findings = append(result.Findings, survey.Finding{Finding: f})
	}
	var marks []corpus.Mark
	if half == corpus.Broken {
		marks, _ = ref.Marks(half) // those that cannot be read are Check's to report
	}
	return proof.Read(trial.Output{
		Output: detect.Output{Build: detect.ExplorerBuild}, Ref: ref, Half: half, Explored: &result, Done: true,
	}, marks)
}

// TestSurveyOfNothing plants a survey without a delay: of the bugs that need one it finds
// nothing.
func TestSurveyOfNothing(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"lock/split-critical-section", "gil/atomic-load-store", "idiom/select-priority"} {
		ref, err := lessons.Find(name)
		require.NoError(t, err)
		r, err := build(t, corpus.Broken, explore.BuildMode{}).Explore(t.Context(), name, explore.Options{Survey: true, Schedules: 1})
		require.NoError(t, err)
		assert.Empty(t, read(ref, corpus.Broken, r), name)
	}
}
