package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
	"threadlab/scripts/threadlab/term"
)

// TestStaleWitness makes one stale: the command reports that, and -renew finds it again.
func TestStaleWitness(t *testing.T) {
	committed, err := os.ReadFile("../../racecases/lessons/lock/" + corpus.WitnessFile)
	require.NoError(t, err)
	ref, err := lessons.Find("lock/split-critical-section")
	require.NoError(t, err)
	text, err := ref.Text(corpus.Broken)
	require.NoError(t, err)
	line := regexp.MustCompile(`(?m)^split-critical-section .*`)
	ref.Lesson.Source = fstest.MapFS{
		ref.Case.File(corpus.Broken): {Data: []byte(text)},
		corpus.WitnessFile:           {Data: line.ReplaceAll(committed, []byte("split-critical-section outcome operations default"))},
	}
	var out bytes.Buffer
	w, err := newWitnesses(t.Context(), []corpus.Ref{ref}, &out)
	require.NoError(t, err)

	require.ErrorIs(t, w.replay(t.Context(), term.NewSpinner(io.Discard, "")), errUnexpected)
	assert.Contains(t, out.String(), "✗ the witness of lock/split-critical-section is stale")
	for line := range strings.Lines(out.String()) {
		assert.LessOrEqual(t, len([]rune(strings.TrimSuffix(line, "\n"))), term.Width, line)
	}

	lessons, err := filepath.Abs("../../racecases/lessons")
	require.NoError(t, err)
	require.Equal(t, lessons, w.folder)
	w.folder = t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(w.folder, "lock"), 0o755))
	out.Reset()
	require.NoError(t, w.renew(t.Context(), term.NewProgress(io.Discard, 1, "cases")))
	assert.Regexp(t, `^✓ \S+/lock/witness.txt: \d+ schedules\n✓ \S+/lock/kinds.txt: 1 kind\n$`, out.String())
	renewed, err := os.ReadFile(filepath.Join(w.folder, "lock", corpus.WitnessFile))
	require.NoError(t, err)
	assert.Equal(t, string(committed), string(renewed))
	kinds, err := os.ReadFile(filepath.Join(w.folder, "lock", corpus.KindFile))
	require.NoError(t, err)
	assert.Regexp(t, `(?m)^split-critical-section +break it$`, string(kinds))
}
