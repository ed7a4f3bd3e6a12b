//go:build !broken

package racecases_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// TestLinters holds what go vet and staticcheck say about every half against its
// marks: each is found by the check that it names, and nothing else is reported.
func TestLinters(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: staticcheck takes long to build")
	}
	t.Parallel()
	builder, err := trial.NewBuilder(t.Context())
	require.NoError(t, err)
	for _, build := range []detect.Build{detect.VetBuild, detect.StaticcheckBuild} {
		for _, half := range []corpus.Half{corpus.Correct, corpus.Broken} {
			file, err := builder.Build(t.Context(), half, build)
			require.NoError(t, err)
			t.Run(string(build)+"/"+string(half), func(t *testing.T) {
				for _, ref := range corpus.Refs(lessons.All()) {
					if half == corpus.Correct || !ref.Case.Negative {
						testLinted(t, file, trial.Spec{Ref: ref, Half: half, Build: build})
					}
				}
			})
		}
	}
}

func testLinted(t *testing.T, file string, s trial.Spec) {
	var marks []corpus.Mark
	expect := s.Ref.Of(s.Build.Owner())
	if s.Half == corpus.Broken {
		var err error
		marks, err = s.Ref.Marks(s.Half)
		require.NoError(t, err)
	}
	outputs, err := trial.Repeat(t.Context(), file, s, 1)
	require.NoError(t, err)
	a := outputs[0]
	hit := map[corpus.Mark]bool{}
	for _, f := range proof.Read(a, marks) {
		if f.Caught() {
			for _, m := range f.Marks {
				hit[m] = true
			}
			continue
		}
		assert.Equal(t, corpus.RateFalseAlarm, expect.Rate, "%s, %s half, is not expected to be reported: %s", s.Ref.Name(), s.Half, f.Text)
	}
	for _, m := range marks {
		if m.Kind == corpus.MarkKind(s.Build) && m.Unseen == "" {
			assert.True(t, hit[m], "%s does not report %v", s.Build, m)
		}
	}
}
