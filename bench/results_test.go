//go:build !measure

package bench_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench"
	"threadlab/bench/benchstat"
	"threadlab/bench/report"
)

const (
	root    = ".."
	results = "../results/bench"
)

// rawFiles returns the files of figures in a folder, SUITE.txt and SUITE.SOURCE.txt, and complains of what belongs to
// no suite.
func rawFiles(dir string) (raws []string, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		name := filepath.Base(file)
		suite, _, _ := strings.Cut(name, ".")
		switch {
		case name == report.TargetsName, name == report.FidelityName:
		case !slices.ContainsFunc(bench.Suites(), func(s bench.Suite) bool { return s.Name == suite }):
			err = errors.Join(err, fmt.Errorf("%s belongs to no suite", file))
		case strings.HasSuffix(name, ".txt") && !strings.HasSuffix(name, ".benchstat.txt"):
			raws = append(raws, file)
		case !strings.HasSuffix(name, ".benchstat.txt") && !report.IsGenerated(name, suite):
			err = errors.Join(err, fmt.Errorf("%s is nothing that is made of figures", file))
		}
	}
	return raws, err
}

var errTable = errors.New("the table does not follow from the figures: measure again, or go tool benchstat -col /impl FILE")

// findBenchstat finds benchstat once.
var findBenchstat = sync.OnceValues(func() (benchstat.Tool, error) { return benchstat.Find(context.Background(), root) })

// checkRaw reads a file of figures and makes its table again.
func checkRaw(ctx context.Context, raw string) error {
	stat, err := findBenchstat()
	if err != nil {
		return err
	}
	if _, err := report.Read(raw); err != nil {
		return err
	}
	kept, err := os.ReadFile(benchstat.TablePath(raw))
	if err != nil {
		return err
	}
	made, err := stat.Table(ctx, raw)
	if err != nil {
		return err
	}
	if !bytes.Equal(kept, made) {
		return fmt.Errorf("%s: %w", benchstat.TablePath(raw), errTable)
	}
	return nil
}

// TestResults: the committed figures are whole, say what made them, and bear out their tables.
func TestResults(t *testing.T) {
	t.Parallel()
	raws, err := rawFiles(results)
	require.NoError(t, err)
	require.NotEmpty(t, raws, "results/bench holds no figures: go tool threadlab bench")
	readme, err := os.ReadFile("../results/README.md")
	require.NoError(t, err)
	for _, raw := range raws {
		t.Run(filepath.Base(raw), func(t *testing.T) {
			require.NoError(t, checkRaw(t.Context(), raw))
			assert.Contains(t, string(readme), "`bench/"+filepath.Base(raw)+"`")
		})
	}
}

// TestBenchstatReadsTheFigures runs the line that results/README.md shows.
func TestBenchstatReadsTheFigures(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../results/README.md")
	require.NoError(t, err)
	const line = "go tool benchstat -col /impl results/bench/lock.txt"
	require.Contains(t, string(readme), line)
	words := strings.Fields(line)
	cmd := exec.CommandContext(t.Context(), words[0], words[1:]...)
	cmd.Dir = root
	var complaints strings.Builder
	cmd.Stderr = &complaints
	table, err := cmd.Output()
	require.NoError(t, err, complaints.String())
	assert.Empty(t, complaints.String())
	for _, want := range []string{"threadlab.Lock", "sync.Mutex", "Lock/goroutines=16/work_ns=100"} {
		assert.Contains(t, string(table), want)
	}
}

// TestTargets: the table of promises follows from the figures beside it, and what the README says of it from the table.
func TestTargets(t *testing.T) {
	t.Parallel()
	kept, err := os.ReadFile(filepath.Join(results, report.TargetsName))
	require.NoError(t, err)
	made, err := report.Targets(results)
	require.NoError(t, err)
	assert.Equal(t, string(made), string(kept), "measure again: go tool threadlab bench")
	var held, of, limited, undecided int
	lines := strings.Split(strings.TrimSpace(string(made)), "\n")
	_, err = fmt.Sscanf(lines[len(lines)-1], "%d of %d kept, %d more at their limit, %d undecided", &held, &of, &limited, &undecided)
	require.NoError(t, err)
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	assert.Contains(t, string(readme), fmt.Sprintf("%d of the %d [promises", held, of))
	assert.Contains(t, string(readme), fmt.Sprintf("; %d more are at a measured limit, %d are undecided.\n", limited, undecided))
}

// TestQuotedRanges: what the READMEs quote are the ranges of the page of the setups.
func TestQuotedRanges(t *testing.T) {
	t.Parallel()
	setups, err := os.ReadFile("../results/setups/README.md")
	require.NoError(t, err)
	for _, quote := range []struct{ page, says, row string }{
		{"../README.md", "as a `sync.Mutex` (%s to %s x)", "LockDirect/op=plain | threadlab.Lock | sync.Mutex"},
		{"../README.md", "%s to %s x of x/sync alone", "SemaphoreDirect/op=plain | threadlab.Semaphore | semaphore.Weighted"},
		{"../README.md", "%s to %s x where 16", "Semaphore/slots=1/goroutines=16/work_ns=100/yields=0 | threadlab.Semaphore | semaphore.Weighted"},
		{"README.md", "%s to %s x of x/sync;", "Lock/goroutines=16/work_ns=100 | threadlab.Lock | semaphore.Weighted"},
		{"README.md", "%s to %s x of a `sync.Mutex`", "Lock/goroutines=16/work_ns=100 | threadlab.Lock | sync.Mutex"},
		{"README.md", "%s to %s x a `sync.Cond`", "ConditionPingPong | threadlab.Condition | sync.Cond"},
	} {
		found := regexp.MustCompile(`(?m)\| ` + regexp.QuoteMeta(quote.row) + ` \|.* ([0-9.]+) x to ([0-9.]+) x \|`).FindSubmatch(setups)
		require.NotNil(t, found, quote.row)
		page, err := os.ReadFile(quote.page)
		require.NoError(t, err)
		want := fmt.Sprintf(quote.says, found[1], found[2])
		assert.True(t, strings.Contains(string(page), want), "%s does not say %q", quote.page, want)
	}
}

// TestTargetVerdicts: the same promise in figures of other machines.
func TestTargetVerdicts(t *testing.T) {
	t.Parallel()
	const promise = "| lock | with a timeout, 4 times faster than a channel that is tried first | "
	for name, c := range map[string]struct {
		ours           []float64
		channel, swaps float64
		want           string
	}{
		"kept":                          {[]float64{11}, 50, 10, "≤ 0.25 x | 0.22 x | 0.20 x a compare-and-swap in and one out | ✓ yes |"},
		"missed, and in reach":          {[]float64{13}, 50, 10, "≤ 0.25 x | 0.26 x | 0.20 x a compare-and-swap in and one out | ✗ no |"},
		"out of reach, at the limit":    {[]float64{11}, 30, 10, "≤ 0.25 x | 0.37 x | 0.33 x a compare-and-swap in and one out: ≤ 0.38 x | ● at its limit |"},
		"out of reach, above the limit": {[]float64{12}, 30, 10, "≤ 0.25 x | 0.40 x | 0.33 x a compare-and-swap in and one out: ≤ 0.38 x | ✗ no |"},
		"kept by the median only":       {[]float64{11, 14}, 50, 10, "≤ 0.25 x | 0.25 x (0.22 to 0.28) | 0.20 x a compare-and-swap in and one out | ? undecided |"},
		"at the limit by the median":    {[]float64{11, 12}, 30, 10, "≤ 0.25 x | 0.38 x (0.37 to 0.40) | 0.33 x a compare-and-swap in and one out: ≤ 0.38 x | ? undecided |"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			raws, err := rawFiles(results)
			require.NoError(t, err)
			for _, raw := range raws {
				text, err := os.ReadFile(raw)
				require.NoError(t, err)
				text = firstRounds(text)
				text = plant(text, "LockDirect/impl=threadlab.Lock/op=timeout", c.ours...)
				text = plant(text, "LockDirect/impl=chan.try/op=timeout", c.channel)
				text = plant(text, "Limits/impl=machine/op=cas_pair", c.swaps)
				require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.Base(raw)), text, 0o644))
			}
			table, err := report.Targets(dir)
			require.NoError(t, err)
			assert.Contains(t, string(table), "\n"+promise+c.want+"\n")
		})
	}
}

// firstRounds leaves ten lines of each benchmark, which are as good as all where nothing depends on their figures.
func firstRounds(text []byte) []byte {
	seen := map[string]int{}
	var kept []byte
	for line := range bytes.Lines(text) {
		if name, _, ok := bytes.Cut(line, []byte("\t")); ok && bytes.HasPrefix(name, []byte("Benchmark")) {
			if seen[string(name)]++; seen[string(name)] > 10 {
				continue
			}
		}
		kept = append(kept, line...)
	}
	return kept
}

// plant replaces the times of one benchmark, round by round by these in turn.
func plant(text []byte, name string, ns ...float64) []byte {
	if !bytes.Contains(text, []byte("Benchmark"+name+"-")) {
		return text
	}
	line := regexp.MustCompile(`(?m)^(Benchmark` + regexp.QuoteMeta(name) + `-\d+\s+\d+\s+)\S+( ns/op)`)
	round := -1
	return line.ReplaceAllFunc(text, func(old []byte) []byte {
		round++
		return line.ReplaceAll(old, fmt.Appendf(nil, "${1}%g${2}", ns[round%len(ns)]))
	})
}

// TestSetups: the page on other setups follows from their figures.
func TestSetups(t *testing.T) {
	t.Parallel()
	kept, err := os.ReadFile("../results/setups/README.md")
	require.NoError(t, err)
	made, err := report.Setups(results, "../results/setups")
	require.NoError(t, err)
	assert.Equal(t, string(made), string(kept), "measure again: go tool threadlab bench -setups")
	_, err = report.Setups(results, t.TempDir())
	require.ErrorIs(t, err, os.ErrNotExist, "a setup without figures is not left out")
}

// TestTargetsNoticeWhatIsMissing: a promise without figures is not a kept one.
func TestTargetsNoticeWhatIsMissing(t *testing.T) {
	dir := t.TempDir()
	_, err := report.Targets(dir)
	require.ErrorIs(t, err, os.ErrNotExist)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "lock.txt"), []byte(plantedRaw()), 0o644))
	_, err = report.Targets(dir)
	require.ErrorContains(t, err, "lock.txt has no sec/op of threadlab.Lock in LockDirect/op=plain")
}

// TestResultsNoticesCorruption: a figure changed by hand, in either file, a lost line and a stranger are noticed.
func TestResultsNoticesCorruption(t *testing.T) {
	stat, err := findBenchstat()
	require.NoError(t, err)
	plant := func(t *testing.T, edit func(raw, table string) (string, string)) string {
		raw := filepath.Join(t.TempDir(), "lock.txt")
		text := plantedRaw()
		require.NoError(t, os.WriteFile(raw, []byte(text), 0o644))
		table, err := stat.Table(t.Context(), raw)
		require.NoError(t, err)
		edited, editedTable := edit(text, string(table))
		require.NoError(t, os.WriteFile(raw, []byte(edited), 0o644))
		require.NoError(t, os.WriteFile(benchstat.TablePath(raw), []byte(editedTable), 0o644))
		return raw
	}
	change := func(s, old, now string) string {
		require.Contains(t, s, old)
		return strings.Replace(s, old, now, 1)
	}
	t.Run("sound", func(t *testing.T) {
		assert.NoError(t, checkRaw(t.Context(), plant(t, func(raw, table string) (string, string) { return raw, table })))
	})
	t.Run("figure", func(t *testing.T) {
		assert.ErrorIs(t, checkRaw(t.Context(), plant(t, func(raw, table string) (string, string) {
			return change(raw, "20.2 ns/op", "10.2 ns/op"), table
		})), errTable)
	})
	t.Run("table", func(t *testing.T) {
		assert.ErrorIs(t, checkRaw(t.Context(), plant(t, func(raw, table string) (string, string) {
			return raw, change(table, "20.25n", "10.25n")
		})), errTable)
	})
	t.Run("commit", func(t *testing.T) {
		assert.ErrorIs(t, checkRaw(t.Context(), plant(t, func(raw, table string) (string, string) {
			return change(raw, "commit: commit of a planted run\n", ""), table
		})), report.ErrRaw)
	})
	t.Run("stranger", func(t *testing.T) {
		raw := plant(t, func(raw, table string) (string, string) { return raw, table })
		require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(raw), "lok.txt"), nil, 0o644))
		_, err := rawFiles(filepath.Dir(raw))
		assert.ErrorContains(t, err, "lok.txt belongs to no suite")
	})
}

// plantedRaw is a file of figures, six rounds of one cell.
func plantedRaw() string {
	var b strings.Builder
	for _, key := range report.Keys() {
		fmt.Fprintf(&b, "%s: %s of a planted run\n", key, key)
	}
	for i := range 6 {
		fmt.Fprintf(&b, "BenchmarkLock/impl=threadlab.Lock/goroutines=1-2 100 10.%d ns/op\n", i)
		fmt.Fprintf(&b, "BenchmarkLock/impl=sync.Mutex/goroutines=1-2 100 20.%d ns/op\n", i)
	}
	return b.String()
}
