package draw_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench"
	"threadlab/bench/report"
)

const results = "../../../results/bench"

var errStale = errors.New("does not follow from the figures beside it: go tool threadlab results")

// check compares the generated files of a suite in a folder with what its figures make today.
func check(dir, suite string) error {
	files, err := filesOf(dir, suite)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		kept, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return fmt.Errorf("%w: %w", errStale, err)
		}
		if string(kept) != string(files[name]) {
			return fmt.Errorf("%w: %s", errStale, filepath.Join(dir, name))
		}
	}
	there, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range there {
		if report.IsGenerated(e.Name(), suite) && files[e.Name()] == nil {
			return fmt.Errorf("%w: %s follows from nothing", errStale, filepath.Join(dir, e.Name()))
		}
	}
	return nil
}

// TestGenerated: every committed page, table and picture is what the figures beside it make today.
func TestGenerated(t *testing.T) {
	var figures []*report.Figures
	for _, s := range bench.Suites() {
		f, err := drawn(results, s.Name)
		require.NoError(t, err)
		figures = append(figures, f)
		assert.NoError(t, check(results, s.Name))
	}
	kept, err := os.ReadFile("../../../results/README.md")
	require.NoError(t, err)
	made, err := report.Readme(results, "bench/", figures)
	require.NoError(t, err)
	assert.Equal(t, string(made), string(kept), "go tool threadlab results")
}

// TestGeneratedNoticesCorruption: a page, a table or a picture changed by hand, lost, or made of nothing is noticed.
func TestGeneratedNoticesCorruption(t *testing.T) {
	tests := map[string]struct {
		corrupt func(dir string) error
		says    string
	}{
		"sound":    {func(string) error { return nil }, ""},
		"page":     {edit("lock.md", "20.25 ns", "10.25 ns"), "lock.md"},
		"table":    {edit("lock.csv", "2.025e-08", "1.025e-08"), "lock.csv"},
		"picture":  {edit("lock.lock.svg", "20.2", "10.2"), "lock.lock.svg"},
		"lost":     {func(dir string) error { return os.Remove(filepath.Join(dir, "lock.lock.svg")) }, "lock.lock.svg"},
		"stranger": {func(dir string) error { return os.WriteFile(filepath.Join(dir, "lock.old.svg"), nil, 0o644) }, "lock.old.svg"},
		"figures":  {edit("lock.txt", "20.2 ns/op", "10.2 ns/op"), "lock.csv"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(dir, "lock.txt"), []byte(planted()), 0o644))
			files, err := filesOf(dir, "lock")
			require.NoError(t, err)
			require.NoError(t, report.Publish(dir, "lock", files))
			require.NoError(t, tt.corrupt(dir))
			err = check(dir, "lock")
			if tt.says == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, errStale)
			assert.ErrorContains(t, err, tt.says)
		})
	}
}

// edit returns what changes a file by hand, once, and fails where there is nothing to change.
func edit(name, old, now string) func(dir string) error {
	return func(dir string) error {
		path := filepath.Join(dir, name)
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !strings.Contains(string(text), old) {
			return fmt.Errorf("%s has no %q", name, old)
		}
		return os.WriteFile(path, []byte(strings.Replace(string(text), old, now, 1)), 0o644)
	}
}

// planted is a file of figures, six rounds of two cells.
func planted() string {
	var b strings.Builder
	b.WriteString(head())
	for i := range 6 {
		fmt.Fprintf(&b, "BenchmarkLock/impl=threadlab.Lock/goroutines=1-2 100 10.%d ns/op\n", i)
		fmt.Fprintf(&b, "BenchmarkLock/impl=sync.Mutex/goroutines=1-2 100 20.%d ns/op\n", i)
	}
	return b.String()
}
