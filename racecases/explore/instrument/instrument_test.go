package instrument_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/instrument"
)

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../..")
	require.NoError(t, err)
	return dir
}

const here = "threadlab/racecases/explore/instrument/testdata/"

// TestFormsMeanTheSame runs a program that has every construct in many forms, as it
// is and instrumented: it must say the same.
func TestFormsMeanTheSame(t *testing.T) {
	want, err := exec.CommandContext(t.Context(), "go", "run", here+"forms").CombinedOutput()
	require.NoError(t, err, string(want))
	for _, accesses := range []bool{false, true} {
		t.Run(fmt.Sprintf("accesses=%v", accesses), func(t *testing.T) { assert.Equal(t, string(want), runForms(t, accesses)) })
	}
}

func runForms(t *testing.T, accesses bool) string {
	t.Helper()
	result, err := instrument.Instrument(t.Context(), root(t), instrument.Options{Tags: []string{"explored"}, Accesses: accesses}, here+"forms")
	require.NoError(t, err)
	dir, replace := t.TempDir(), map[string]string{}
	for path, text := range result.Files {
		by := filepath.Join(dir, filepath.Base(path))
		require.NoError(t, os.WriteFile(by, []byte(text), 0o644))
		replace[path] = by
		sameLines(t, path, text)
	}
	require.Len(t, replace, 1)
	require.Empty(t, result.Refused("racecases/explore/instrument/testdata/forms/forms.go"))
	text, err := json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	overlay := filepath.Join(dir, "overlay.json")
	require.NoError(t, os.WriteFile(overlay, text, 0o644))
	got, err := exec.CommandContext(t.Context(), "go", "run", "-tags", "explored", "-overlay", overlay, here+"forms").CombinedOutput()
	require.NoError(t, err, string(got))
	return string(got)
}

// sameLines checks that no line moved: every function begins where it did.
func sameLines(t *testing.T, path, after string) {
	t.Helper()
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	now := strings.Split(after, "\n")
	for i, line := range strings.Split(string(before), "\n") {
		if strings.HasPrefix(line, "func ") {
			word, _, _ := strings.Cut(strings.TrimSpace(line), "(")
			assert.Contains(t, now[i], word, "line %d", i+1)
		}
	}
}

func TestRefused(t *testing.T) {
	result, err := instrument.Instrument(t.Context(), root(t), instrument.Options{}, here+"refused")
	require.NoError(t, err)
	const dir = "racecases/explore/instrument/testdata/refused/"
	var got []string
	for _, r := range result.Refused(dir + "refused.go") {
		got = append(got, r.String())
	}
	want := []string{
		"package variable count at " + dir + "refused.go:13",
		"sync/atomic.Value at " + dir + "refused.go:19",
		"context.WithCancel at " + dir + "refused.go:21",
		"maps.Keys at " + dir + "refused.go:25",
		"os.Open at " + dir + "refused.go:27",
	}
	for i := range want {
		want[i] = "not modelled: " + want[i]
	}
	assert.Equal(t, want, got)
	assert.Len(t, result.Refused(dir+"user.go"), len(want), "who uses it shares it")
	assert.NotEmpty(t, result.Refused(dir+"clean.go"), "by a file, not by a function")
	assert.Empty(t, result.Files, "what is refused is left alone")
}
