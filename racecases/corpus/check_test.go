package corpus_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
)

func TestGrade(t *testing.T) {
	c := corpus.Case{Outcomes: []corpus.Outcome{
		{Match: "one", Grade: corpus.Acceptable}, {Match: "t*", Grade: corpus.Acceptable},
	}}
	tests := []struct {
		outcome string
		want    corpus.Grade
	}{{"one", corpus.Acceptable}, {"two", corpus.Acceptable}, {"four", corpus.Forbidden}}
	for _, tt := range tests {
		assert.Equal(t, tt.want, c.Grade(tt.outcome).Grade, tt.outcome)
	}
}

func TestTally(t *testing.T) {
	tests := []struct {
		got, want int
		outcome   string
	}{{5, 5, "exact"}, {4, 5, "lost"}, {6, 5, "extra"}}
	for _, tt := range tests {
		r := corpus.NewRun(t.TempDir())
		assert.Equal(t, tt.outcome, r.Tally("counter", tt.got, tt.want))
		assert.Contains(t, r.Detail(), "want 5")
	}
}

// TestRecords: what a half says comes back as it was, whatever is in it, line by line.
func TestRecords(t *testing.T) {
	file := filepath.Join(t.TempDir(), "record")
	none, err := corpus.ReadRecords(file)
	require.NoError(t, err)
	assert.Empty(t, none)
	want := []corpus.Record{
		{V: 2, Outcome: "exact"},
		{V: 2, Outcome: "lost", Detail: "said \"no\"\n100 %d \x00\xff ✓ `", Leaks: "a\nb\n", Profile: "p", TookUS: 7, Started: 3, PeakKB: 1 << 40},
	}
	for _, r := range want {
		require.NoError(t, corpus.AppendRecord(file, r))
	}
	got, err := corpus.ReadRecords(file)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}
