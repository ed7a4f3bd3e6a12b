package draw_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/report"
	"threadlab/racecases/gocmd"
)

// head is what goes in front of figures.
func head() string {
	var b strings.Builder
	for _, key := range report.Keys() {
		fmt.Fprintf(&b, "%s: %s of a planted run\n", key, key)
	}
	return b.String()
}

// command is the built scripts/draw, which links package draw in the place of these tests.
var command = sync.OnceValues(func() (string, error) { return gocmd.Go{}.Tool(context.Background(), "draw") })

// drawn reads the figures of a suite in a folder and has their charts drawn.
func drawn(dir, suite string) (*report.Figures, error) {
	f, err := report.ReadFigures(dir, suite)
	if err != nil {
		return nil, err
	}
	file, err := command()
	if err != nil {
		return nil, err
	}
	charts, err := exec.Command(file, "suite", dir, suite).Output()
	if err != nil {
		return nil, err
	}
	return f, json.Unmarshal(charts, &f.Charts)
}

// filesOf makes all files of a suite whose figures are in a folder.
func filesOf(dir, suite string) (map[string][]byte, error) {
	f, err := drawn(dir, suite)
	if err != nil {
		return nil, err
	}
	return report.Files(f)
}

// folder holds six rounds of the cells in a file, at times that grow with the number of the cell.
func folder(t *testing.T, files map[string][]string) string {
	dir := t.TempDir()
	for name, cells := range files {
		var b strings.Builder
		b.WriteString(head())
		for round := range 6 {
			for i, cell := range cells {
				fmt.Fprintf(&b, "Benchmark%s 100 %d.%d ns/op%s\n", cell, 10*(i+1), round, "")
			}
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o644))
	}
	return dir
}

func lockCells() []string {
	var cells []string
	for _, n := range []int{1, 4, 16} {
		for _, impl := range []string{"threadlab.Lock", "threadlab.Lock.control", "sync.Mutex"} {
			cells = append(cells, fmt.Sprintf("Lock/impl=%s/goroutines=%d", impl, n))
		}
	}
	return cells
}

// TestFiles: what is drawn follows from the keys, the floor comes from the limits, the control is no peer.
func TestFiles(t *testing.T) {
	dir := folder(t, map[string][]string{
		"lock.txt":   lockCells(),
		"limits.txt": {"Limits/impl=cas/op=cas_pair"},
	})
	files, err := filesOf(dir, "lock")
	require.NoError(t, err)
	picture := string(files["lock.lock-goroutines.svg"])
	for _, want := range []string{"threadlab.Lock", "sync.Mutex", "ideal: as one alone", "floor: a compare-and-swap pair", "commit commit of a planted run"} {
		assert.Contains(t, picture, want)
	}
	assert.NotContains(t, picture, "control")
	page := string(files["lock.md"])
	assert.Contains(t, page, "The control, the same code measured twice, differed from itself by up to")
	assert.Contains(t, page, "threadlab.Lock.control")
	again, err := filesOf(dir, "lock")
	require.NoError(t, err)
	assert.Equal(t, files, again, "the same figures make the same bytes")
}

// TestFilesOfAnotherRuntime: its file stands in the same cells.
func TestFilesOfAnotherRuntime(t *testing.T) {
	dir := folder(t, map[string][]string{
		"lock.txt":                        lockCells(),
		"lock.cpython3.13t.txt":           {"Lock/impl=cpython3.13t/goroutines=1"},
		"lock.cpython3.13t.benchstat.txt": nil,
	})
	files, err := filesOf(dir, "lock")
	require.NoError(t, err)
	assert.Contains(t, string(files["lock.md"]), "| 1 | cpython3.13t |")
	assert.Contains(t, string(files["lock.csv"]), "cpython3.13t,lock.cpython3.13t.txt")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "lock.cpython3.13t.txt"), nil, 0o644))
	_, err = filesOf(dir, "lock")
	require.ErrorIs(t, err, report.ErrRaw)
}

// TestFilesOfZeros: a wait of 0 has no logarithm, and stands at the end of the axis.
func TestFilesOfZeros(t *testing.T) {
	tests := map[string]string{
		"some": "0 p50-wait-ns 50 p99-wait-ns 600 p999-wait-ns 9000 max-wait-ns",
		"all":  "0 p50-wait-ns 0 p99-wait-ns 0 p999-wait-ns 0 max-wait-ns",
	}
	for name, waits := range tests {
		t.Run(name, func(t *testing.T) {
			text := head() + strings.Repeat("BenchmarkWait/impl=ours/goroutines=16 100 10 ns/op "+waits+"\n", 6)
			dir := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(dir, "lock.txt"), []byte(text), 0o644))
			files, err := filesOf(dir, "lock")
			require.NoError(t, err)
			picture := string(files["lock.wait-goroutines16.svg"])
			assert.Contains(t, picture, "longest")
			assert.NotContains(t, picture, "NaN")
			assert.NotContains(t, picture, "Inf")
		})
	}
}
