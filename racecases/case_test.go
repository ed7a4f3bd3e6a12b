//go:build !broken

package racecases_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"threadlab/primitives/testmain"
	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/lessons"
	"threadlab/racecases/trial"
)

// TestMain lets more tests wait for children than there are processors: the engine bounds
// the children that compute. One correct half leaves a goroutine on purpose.
func TestMain(m *testing.M) {
	testmain.Wait(8)
	testmain.Exit(m.Run())
}

// TestCase proves every case: the correct half runs here, under goleak and (with
// -race) the race detector; the broken half runs in children and must be caught
// by every detector that the case says should see it, at the marked lines. With
// -short the detector that the case shows is enough.
func TestCase(t *testing.T) {
	builder, err := trial.NewBuilder(t.Context())
	require.NoError(t, err)
	binaries, noRace := campaign.Prepare(t.Context(), builder, slices.DeleteFunc(detect.Builds(), detect.Build.Once)...)
	if !errors.Is(noRace, gocmd.ErrNoRaceBuild) {
		require.NoError(t, noRace)
	}
	var broken []corpus.Ref // of the cases that -run names
	results := map[string]chan []campaign.Result{}
	for _, ref := range corpus.Refs(lessons.All()) {
		// One level for lesson and case: a subtest of the lesson would wait for the
		// children of its cases before the next lesson begins.
		t.Run(ref.Name(), func(t *testing.T) {
			t.Run("correct", func(t *testing.T) { testCorrect(t, ref) })
			if ref.Case.Negative {
				return
			}
			result := make(chan []campaign.Result, 1)
			broken, results[ref.Name()] = append(broken, ref), result
			t.Parallel() // children from here on: they run once every half that runs in this process has ended
			t.Run("broken", func(t *testing.T) { testBroken(t, result, noRace) })
		})
	}
	verified := make(chan error, 1)
	go func() {
		verified <- campaign.New(binaries, runtime.NumCPU()).Verify(t.Context(), effort(), broken, func(r []campaign.Result) {
			results[r[0].Ref.Name()] <- r
		})
		for _, result := range results {
			close(result)
		}
	}()
	t.Cleanup(func() {
		// The test's context ends before its cleanups run; each case that -run selects has its results by then.
		if err := <-verified; !errors.Is(err, context.Canceled) {
			require.NoError(t, err)
		}
	})
	t.Parallel() // the children wait, and a linter is built meanwhile
}

// effort is what the campaign over the broken halves does.
func effort() campaign.Effort {
	return campaign.Effort{
		Procs: runtime.GOMAXPROCS(0),
		Clean: 3, // it ran in this process too
		Every: !testing.Short(),
	}
}

func testCorrect(t *testing.T, ref corpus.Ref) {
	before := goleak.IgnoreCurrent()
	if ref.Of(detect.Goleak).Rate == corpus.RateFalseAlarm {
		defer func() { assert.Error(t, goleak.Find(before), "the case says that goleak reports it") }()
	} else {
		defer goleak.VerifyNone(t, before)
	}
	dir := t.TempDir()
	r := corpus.NewRun(dir)
	outcome := ref.Case.Program(r)
	if ref.Case.Judge != nil {
		outcome = ref.Case.Judge(dir)
	}
	row := ref.Case.Grade(outcome)
	assert.NotEqual(t, corpus.Forbidden, row.Grade, "outcome %q (%s): %s", outcome, r.Detail(), row.Means)
}

func testBroken(t *testing.T, result <-chan []campaign.Result, noRace error) {
	results := <-result
	require.Len(t, results, 2, "the campaign has ended before it came to this case")
	got, correct := results[0], results[1]
	require.NoError(t, correct.Err)
	assert.Equal(t, campaign.Clean, correct.Verdict, "the correct half, as a child: %s", describe(correct))
	if got.Verdict == campaign.NotRun {
		t.Skipf("not run: %v", noRace)
	}
	require.NoError(t, got.Err)
	assert.Equal(t, campaign.Detected, got.Verdict, "%s", describe(got))
	for _, f := range got.Unexpected {
		t.Errorf("%s reported %s (%s), which the case does not expect:\n%s", f.Detector, f.Label, f.Site, f.Text)
	}
	if effort().Every && noRace == nil {
		assert.Empty(t, got.Unhit, "marks that nothing hits in %d runs", got.Trials)
	}
}

func describe(r campaign.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d runs, caught in %d, showed %v", r.Ref.Name(), r.Trials, r.Caught, r.Labels)
	if r.Caught == 0 {
		fmt.Fprintf(&b, "; the last run (outcome %q, exit status %d) printed:\n%s", r.Output.Record.Outcome, r.Output.Exit, r.Output.Text)
	}
	return b.String()
}

// TestNoRaceBuild says what a machine without cgo is told.
func TestNoRaceBuild(t *testing.T) {
	tests := []struct {
		name, variable, value, want string
	}{
		{"cgo off", "CGO_ENABLED", "0", "CGO_ENABLED is 0; unset it"},
		{"no compiler", "CC", "no-such-compiler", `"no-such-compiler" is not on PATH; install one`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv(tt.variable, tt.value)
			err := gocmd.CheckRace(context.Background())
			require.ErrorIs(t, err, gocmd.ErrNoRaceBuild)
			assert.ErrorContains(t, err, tt.want)
		})
	}
}
