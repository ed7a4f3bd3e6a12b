package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/detect"
)

// TestInRepository: a file is named from the root of its repository, wherever the command
// runs in it.
func TestInRepository(t *testing.T) {
	root := t.TempDir()
	folder := filepath.Join(root, "services", "stock")
	require.NoError(t, os.MkdirAll(folder, 0o755))
	named := func() string {
		file, ok := inRepository(func(f detect.Frame) (string, bool) { return f.File, true })(detect.Frame{File: "stock.go"})
		assert.True(t, ok)
		return file
	}
	t.Chdir(folder)
	assert.Equal(t, "stock.go", named(), "in no repository")
	require.NoError(t, os.Mkdir(filepath.Join(root, ".git"), 0o755))
	assert.Equal(t, "services/stock/stock.go", named())
	t.Chdir(root)
	assert.Equal(t, "stock.go", named())
}

// TestSummaryOnce: that of the job on GitHub may be named as well, and is added to once.
func TestSummaryOnce(t *testing.T) {
	job, other := filepath.Join(t.TempDir(), "job.md"), filepath.Join(t.TempDir(), "other.md")
	t.Setenv("GITHUB_STEP_SUMMARY", job)
	for _, file := range []string{"", job, other} {
		require.NoError(t, writeSummary(file, "found\n"))
	}
	for file, want := range map[string]string{job: "found\nfound\nfound\n", other: "found\n"} {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, want, string(text))
	}
}
