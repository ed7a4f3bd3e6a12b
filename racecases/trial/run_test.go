package trial_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proc/proctest"
	"threadlab/racecases/trial"
)

// TestRepeat plants children that run a half three times, or mean to. They see
// $1 -record $2 FILE $3 -dir $4 DIR $5 -count $6 3 $7 CASE.
func TestRepeat(t *testing.T) {
	const again = `echo 'record 2: "exact" "" "" "" 7 0 0' >> "$2"; `
	tests := []struct {
		name, body string
		done       []bool
		last       detect.Output
	}{
		{
			name: "all return", body: `[ "$5 $6 $7" = "-count 3 lock/planted" ] && ` + again + again + again,
			done: []bool{true, true, true},
		},
		{
			name: "all return, one raced", body: again + `echo raced; ` + again + again + `exit 66`,
			done: []bool{true, true, true}, last: detect.Output{Text: "raced\n", Exit: 66},
		},
		{
			name: "the second dies", body: again + `echo oh >&2; exit 2`,
			done: []bool{true, false}, last: detect.Output{Text: "oh\n", Exit: 2},
		},
		{name: "the process ends in the first", body: `exit 0`, done: []bool{false}},
		{
			name: "the third hangs", body: again + again + `trap 'echo dump; exit 2' QUIT; while :; do sleep 0.02; done`,
			done: []bool{true, true, false}, last: detect.Output{Text: "dump\n", Exit: 2, Hung: true},
		},
	}
	t.Parallel()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := spec()
			if tt.last.Hung {
				s.Deadline = 600 * time.Millisecond // enough for two runs on a busy machine
			}
			got, err := trial.Repeat(t.Context(), proctest.Script(t, tt.body), s, 3)
			require.NoError(t, err)
			require.Len(t, got, len(tt.done))
			for i, a := range got {
				assert.Equal(t, tt.done[i], a.Done, "run %d", i+1)
				if a.Done {
					assert.Equal(t, "exact", a.Record.Outcome)
				}
				if i > 0 && a.Done {
					assert.Equal(t, 7*time.Microsecond, a.Elapsed, "the start of the child is in the first")
				}
			}
			assert.Greater(t, got[0].Elapsed, 7*time.Microsecond)
			last := got[len(got)-1]
			assert.Contains(t, last.Text, tt.last.Text)
			assert.Equal(t, []any{tt.last.Exit, tt.last.Hung}, []any{last.Exit, last.Hung})
		})
	}
}

// TestTogether plants children that run the halves of two cases three times each. They see
// $1 -record $2 FILE $3 -dir $4 DIR $5 -count $6 3 $7 CASE $8 CASE.
func TestTogether(t *testing.T) {
	const three = `for i in 1 2 3; do echo 'record 2: "exact" "" "" "" 7 0 0' >> "$2"; done; `
	tests := []struct {
		name, body string
		known      bool
	}{
		{"all return", `[ "$7 $8" = "lock/planted lock/other" ] && ` + three + three, true},
		{"one says something", three + `echo raced >&2; ` + three, false},
		{"the process ends badly", three + three + `exit 66`, false},
		{"the process ends early", three + `exit 0`, false},
	}
	t.Parallel()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			other := spec().Ref
			other.Case.Slug = "other"
			got, err := trial.Together(t.Context(), proctest.Script(t, tt.body), spec(), []corpus.Ref{spec().Ref, other}, 3)
			require.NoError(t, err)
			if !tt.known {
				assert.Empty(t, got)
				return
			}
			require.Len(t, got, 2)
			for i, name := range []string{"lock/planted", "lock/other"} {
				require.Len(t, got[i], 3)
				assert.Equal(t, name, got[i][2].Ref.Name())
				assert.True(t, got[i][2].Done)
				assert.Equal(t, 7*time.Microsecond, got[i][2].Elapsed)
				assert.Greater(t, got[i][0].Elapsed, 7*time.Microsecond, "each has its part of the start")
			}
		})
	}
}

// TestEachRunHasTheWholeDeadline: three runs of more than half of it, each, are
// not one that hangs.
func TestEachRunHasTheWholeDeadline(t *testing.T) {
	t.Parallel()
	s := spec()
	s.Deadline = 600 * time.Millisecond // and once more, before it counts
	body := `for i in 1 2 3; do sleep 0.7; echo 'record 2: "exact" "" "" "" 0 0 0' >> "$2"; done`
	got, err := trial.Repeat(t.Context(), proctest.Script(t, body), s, 3)
	require.NoError(t, err)
	require.Len(t, got, 3)
	assert.True(t, got[2].Done)
	assert.False(t, got[2].Hung)
}
