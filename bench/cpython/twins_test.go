package cpython_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/perf/benchfmt"

	"threadlab/bench"
	"threadlab/bench/cpython"
	"threadlab/bench/report"
)

const root = "../.."

// rounds are what each script printed in a round of one turn a cell, as short as it can be, with the python3 on PATH, by
// suite: measured once, however often the tests run.
var rounds = sync.OnceValues(func() (map[string][]byte, error) {
	ctx := context.Background()
	scripts, err := cpython.Unpack()
	if err != nil {
		return nil, err
	}
	defer scripts.Remove()
	python, err := scripts.Find(ctx, "python3")
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for _, suite := range bench.Suites() {
		if !python.Measures(suite) {
			continue
		}
		var printed bytes.Buffer
		printed.WriteString(python.Header)
		if err := python.Cells(ctx, suite, &printed); err != nil {
			return nil, err
		}
		all[suite.Name] = printed.Bytes()
	}
	return all, nil
})

func requireRounds(t *testing.T) map[string][]byte {
	printed, err := rounds()
	if errors.Is(err, cpython.ErrNone) {
		t.Skip("the workloads in Python are not tested:", err)
	}
	require.NoError(t, err)
	require.NotEmpty(t, printed)
	return printed
}

// twin returns the committed figures of the suite in Go. A test of package bench holds their cells and metrics against
// the benchmarks.
func twin(t *testing.T, suite string) []byte {
	text, err := os.ReadFile(filepath.Join(root, "results", "bench", suite+".txt"))
	require.NoError(t, err)
	return text
}

// A cell is what is measured, by which implementation, on how many processors, and in which units.
type cell struct {
	name, impl, procs string
	units             []string
}

// cells reads what a round printed.
func cells(t *testing.T, text []byte) []cell {
	var all []cell
	r := benchfmt.NewReader(bytes.NewReader(text), "round")
	for r.Scan() {
		rec, ok := r.Result().(*benchfmt.Result)
		require.True(t, ok, "%v", r.Result())
		require.NoError(t, report.CheckName(rec.Name.String()))
		base, parts := rec.Name.Parts()
		c := cell{name: string(base)}
		for _, part := range parts {
			if impl, ok := strings.CutPrefix(string(part), "/impl="); ok {
				c.impl = impl
			} else if part[0] == '-' {
				c.procs = string(part)
			} else {
				c.name += string(part)
			}
		}
		for _, v := range rec.Values {
			assert.GreaterOrEqual(t, v.Value, 0.0, "%s %s", rec.Name, v.Unit)
			c.units = append(c.units, v.Unit)
		}
		all = append(all, c)
	}
	require.NoError(t, r.Err())
	return all
}

// TestTwins: every cell in Python has a twin in Go, with the same keys, the same values and its metrics, but for what
// Python's loop costs. (Go has more: what it allocates.) The number of processors is that of this machine.
func TestTwins(t *testing.T) {
	procs := ""
	if n := runtime.GOMAXPROCS(0); n > 1 {
		procs = fmt.Sprintf("-%d", n)
	}
	for suite, printed := range requireRounds(t) {
		t.Run(suite, func(t *testing.T) {
			twins, seen := map[string][]string{}, map[string]bool{}
			for _, c := range cells(t, twin(t, suite)) {
				twins[c.name] = append(twins[c.name], c.units...)
			}
			measured := cells(t, printed)
			require.NotEmpty(t, measured)
			for _, c := range measured {
				units, ok := twins[c.name]
				require.True(t, ok, "the Go suite has no cell %s", c.name)
				assert.Subset(t, append(units, "loop-sec"), c.units, c.name)
				assert.Regexp(t, `^cpython3\.[0-9]+(t|t\.gil)?(\.BoundedSemaphore|\.500us|\.50us)?$`, c.impl)
				assert.Equal(t, procs, c.procs)
				assert.False(t, seen[c.name+c.impl], "%s of %s twice", c.name, c.impl)
				seen[c.name+c.impl] = true
			}
		})
	}
}

// TestRoundsSayWhatTheyAre: the script's own lines about its interpreter are those that Find was told, and the rest
// are go test's.
func TestRoundsSayWhatTheyAre(t *testing.T) {
	for suite, printed := range requireRounds(t) {
		header, script, ok := strings.Cut(string(printed), "goos: ")
		require.True(t, ok)
		for line := range strings.Lines(header) {
			assert.Contains(t, script, line)
		}
		for key, want := range map[string]string{
			"goos": "goos: " + runtime.GOOS + "\n", "goarch": "goarch: " + runtime.GOARCH + "\n", "pkg": lineOf(string(twin(t, suite)), "pkg"),
		} {
			assert.NotEmpty(t, want)
			assert.Equal(t, want, lineOf(string(printed), key))
		}
	}
}

func lineOf(text, key string) string {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, key+": ") {
			return line
		}
	}
	return ""
}

// TestBenchstatCompares: plain benchstat puts both into one row, whatever the number of processors.
func TestBenchstatCompares(t *testing.T) {
	procs := regexp.MustCompile(`(?m)^(Benchmark\S+?)-\d+(\s)`)
	place := func(name string, text []byte) string {
		path := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(path, procs.ReplaceAll(text, []byte("$1$2")), 0o644))
		return path
	}
	theirs := requireRounds(t)["event"]
	require.NotEmpty(t, theirs, "no round of the event suite")
	cmd := exec.CommandContext(t.Context(), "go", "tool", "benchstat", "-table", "", "-col", "/impl",
		place("event.txt", twin(t, "event")), place("event.python.txt", theirs))
	cmd.Dir = root
	table, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", table)
	assert.Regexp(t, `(?m)^ +│ threadlab.Event +│.*│ +cpython3`, string(table))
	assert.Regexp(t, `(?m)^EventDirect/op=wait_after_set +\d\S*n ± .* \d\S*[nµ] ± `, string(table))
}

// TestScriptRefuses: a script refuses what it does not understand, in a line.
func TestScriptRefuses(t *testing.T) {
	requireRounds(t)
	for _, bad := range []string{"soon", "0x", "0s", "-1x", "1.5x", "100"} {
		out, err := exec.CommandContext(t.Context(), "python3", "-B", "lock.py", "-benchtime="+bad).CombinedOutput()
		require.Error(t, err, bad)
		assert.Contains(t, string(out), fmt.Sprintf("%s: want a time or a number of turns, such as 100ms or 10x", bad))
	}
}
