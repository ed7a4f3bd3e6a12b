package report_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/report"
)

// gilFile is the figures of a gil suite, two rounds: what threads that compute take, what threads that sleep take, and what
// a call takes beside hogs, in ms.
func gilFile(impl string, cpu, io map[int]float64, call map[string]float64) string {
	var b strings.Builder
	for _, key := range report.Keys() {
		fmt.Fprintf(&b, "%s: 2\n", key)
	}
	for range 2 {
		for threads, ms := range cpu {
			fmt.Fprintf(&b, "BenchmarkGILCPU/impl=%s/threads=%d/work_ms=120-2 1 %f ns/op\n", impl, threads, ms*1e6)
		}
		for threads, ms := range io {
			fmt.Fprintf(&b, "BenchmarkGILIO/impl=%s/threads=%d/sleeps=10/sleep_ms=10-2 1 %f ns/op\n", impl, threads, ms*1e6)
		}
		for setting, ms := range call {
			hogs, suffix, _ := strings.Cut(setting, " ")
			fmt.Fprintf(&b, "BenchmarkGILMixed/impl=%s%s/hogs=%s/calls=50/sleep_ms=1-2 1 %f ns/op %f p50-call-ns\n", impl, suffix, hogs, 50*ms*1e6, ms*1e6)
		}
	}
	return b.String()
}

func locked(impl string) string {
	return gilFile(impl, map[int]float64{1: 120, 2: 125, 4: 126}, map[int]float64{1: 102, 2: 103, 4: 103, 8: 104},
		map[string]float64{"0": 1, "1": 6.1, "2": 20, "1 .500us": 1.6})
}

func unlocked(impl string) string {
	return gilFile(impl, map[int]float64{1: 121, 2: 61}, map[int]float64{1: 102, 2: 103, 4: 103, 8: 104}, map[string]float64{"0": 1, "1": 1.1})
}

// gilDir is a folder with all three files, edited.
func gilDir(t *testing.T, edit func(name, text string) string) string {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"gil.txt":              locked("gil") + unlocked("free-threaded"),
		"gil.cpython3.13.txt":  locked("cpython3.13"),
		"gil.cpython3.13t.txt": unlocked("cpython3.13t"),
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(edit(name, text)), 0o644))
	}
	return dir
}

func TestFidelity(t *testing.T) {
	dir := gilDir(t, func(_, text string) string { return text })
	table, err := report.Fidelity(dir)
	require.NoError(t, err)
	for _, want := range []string{
		"| S2 | on | computing, 2 threads: no faster than one (T1/T2) | 0.7 to 1.05 | 0.96 | inside | 0.96 | inside |\n",
		"| S3 | off | the same without a GIL, 2 threads: faster (T1/T2) | at least 1.5 | 1.98 | inside | 1.98 | inside |\n",
		"| at most 1.1 | 1.01 | inside | – | not judged |\n",
		"| S4 | on | sleeping, 8 threads: no thread waits for another (T1/T8) | at least 0.9 | 0.98 | inside | 0.98 | inside |\n",
		"(p50, in intervals) | 0.8 to 1.5 | 1.02 | inside | 1.02 | inside |\n",
		"(p50, in intervals) | 0.8 to 1.5 | 1.20 | inside | 1.20 | inside |\n",
		"(5 ms against 0.5 ms) | 3 to 12 | 8.50 | inside |",
		"| 0.4 to 1.1 | 0.98 | inside |",
		"| at least 5 | 6.10 | inside |",
		"| S7 | off | without a GIL a hog does not matter (p50 with, against without) | at most 1.5 | 1.10 | inside | 1.10 | inside |\n",
		"| S8 | on | a second hog makes it worse (p50 beside two, against one) | at least 1.5 | 3.28 | inside | 3.28 | inside |\n",
		"\nInside: 15 of 15 for the model, 14 of 14 for CPython.\n",
	} {
		assert.Contains(t, string(table), want)
	}
}

// TestFidelityNotices: each shape, planted outside its bounds, on the side where it was planted.
func TestFidelityNotices(t *testing.T) {
	line := func(cell string, ms float64) func(string) string {
		return func(text string) string {
			var b strings.Builder
			planted := false
			for l := range strings.Lines(text) {
				if strings.Contains(l, cell) {
					name, _, _ := strings.Cut(l, " ")
					l = fmt.Sprintf("%s 1 %f ns/op %f p50-call-ns\n", name, 50*ms*1e6, ms*1e6)
					planted = true
				}
				b.WriteString(l)
			}
			require.True(t, planted, cell)
			return b.String()
		}
	}
	tests := map[string]struct {
		file string
		edit func(string) string
		want string
	}{
		"S2: two processors at once":      {"gil.txt", line("impl=gil/threads=2/work", 60./50), `S2 \| on \| computing, 2 .* \| 2\.00 \| \*\*outside\*\* \| 0\.96 \| inside`},
		"S2: slower":                      {"gil.cpython3.13.txt", line("impl=cpython3.13/threads=4/work", 200./50), `S2 \| on \| computing, 4 .* \| inside \| 0\.60 \| \*\*outside\*\*`},
		"S3: no gain":                     {"gil.cpython3.13t.txt", line("impl=cpython3.13t/threads=2/work", 120./50), `S3 \| off \| .* \| inside \| 1\.01 \| \*\*outside\*\*`},
		"S3: dear":                        {"gil.txt", line("impl=free-threaded/threads=1/work", 140./50), `S3 \| off \| one thread .* \| 1\.17 \| \*\*outside\*\* \| – \|`},
		"S4: sleepers wait":               {"gil.txt", line("impl=free-threaded/threads=8/sleeps", 200./50), `S4 \| off \| sleeping, 8 .* \| 0\.51 \| \*\*outside\*\* \| 0\.98 \| inside`},
		"S5: no convoy":                   {"gil.txt", line("impl=gil/hogs=1", 2), `S5 \| on .* of 5 ms .* \| 0\.20 \| \*\*outside\*\* \| 1\.02 \| inside`},
		"S5: the interval does nothing":   {"gil.cpython3.13.txt", line("impl=cpython3.13.500us/hogs=1", 6), `S5 \| on .*scales.* \| inside \| 1\.02 \| \*\*outside\*\*`},
		"S6: hardly any calls":            {"gil.txt", line("impl=gil/hogs=1", 30), `S6 \| on \| calls .* \| 0\.20 \| \*\*outside\*\*`},
		"S6: no collapse":                 {"gil.cpython3.13.txt", line("impl=cpython3.13/hogs=0", 3), `S6 \| on \| the hog .* \| inside \| 2\.03 \| \*\*outside\*\*`},
		"S7: a convoy without a GIL":      {"gil.cpython3.13t.txt", line("impl=cpython3.13t/hogs=1", 6), `S7 \| off .* \| inside \| 6\.00 \| \*\*outside\*\*`},
		"S8: the second hog does nothing": {"gil.txt", line("impl=gil/hogs=2", 6), `S8 \| on .* \| 0\.98 \| \*\*outside\*\* \| 3\.28 \| inside`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := gilDir(t, func(file, text string) string {
				if file != tt.file {
					return text
				}
				return tt.edit(text)
			})
			table, err := report.Fidelity(dir)
			require.NoError(t, err)
			assert.Regexp(t, tt.want, string(table))
		})
	}
}

func TestFidelityRefuses(t *testing.T) {
	for _, missing := range []string{"gil.txt", "gil.cpython3.13.txt", "gil.cpython3.13t.txt"} {
		dir := gilDir(t, func(_, text string) string { return text })
		require.NoError(t, os.Remove(filepath.Join(dir, missing)))
		_, err := report.Fidelity(dir)
		require.ErrorIs(t, err, os.ErrNotExist)
		require.ErrorContains(t, err, missing)
	}
	_, err := report.Fidelity(gilDir(t, func(_, text string) string { return strings.ReplaceAll(text, "threads=8/", "threads=9/") }))
	require.EqualError(t, err, "gil.txt has no sec/op of gil in GILIO/threads=8/sleeps=10/sleep_ms=10")
	_, err = report.Fidelity(gilDir(t, func(_, text string) string { return strings.TrimPrefix(text, "commit: 2\n") }))
	require.ErrorIs(t, err, report.ErrRaw)
}

// TestFidelityOnOneProcessor: nothing can be said there about what takes two.
func TestFidelityOnOneProcessor(t *testing.T) {
	table, err := report.Fidelity(gilDir(t, func(_, text string) string { return strings.ReplaceAll(text, "cpus: 2", "cpus: 1") }))
	require.NoError(t, err)
	assert.Regexp(t, `S3 \| off \| the same .* \| – \| not judged \| – \| not judged \|`, string(table))
	assert.Contains(t, string(table), "\nInside: 13 of 13 for the model, 12 of 12 for CPython.\n")
}

// TestPublishFidelity: without the figures of both there is no table, and none of an earlier run is touched.
func TestPublishFidelity(t *testing.T) {
	dir := t.TempDir()
	table := filepath.Join(dir, report.FidelityName)
	require.NoError(t, os.WriteFile(table, []byte("earlier"), 0o644))
	require.ErrorIs(t, report.PublishFidelity(dir), os.ErrNotExist)
	kept, err := os.ReadFile(table)
	require.NoError(t, err)
	assert.Equal(t, "earlier", string(kept))
}
