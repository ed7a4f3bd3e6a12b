package cpython_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/perf/benchfmt"

	"threadlab/bench"
	"threadlab/bench/cpython"
	"threadlab/bench/measure"
	"threadlab/bench/report"
)

const root = "../.."

// A pair is what a suite printed in a round of one turn a cell, in Python and in Go.
type pair struct {
	suite        bench.Suite
	python, twin []byte
}

// rounds measures every suite that Python has, with the python3 on PATH: once, however often the tests run.
var rounds = sync.OnceValues(func() ([]pair, error) {
	ctx, with := context.Background(), measure.Settings{Benchtime: "1x"}
	scripts, err := cpython.Unpack()
	if err != nil {
		return nil, err
	}
	defer scripts.Remove()
	python, err := scripts.Find(ctx, "python3")
	if err != nil {
		return nil, err
	}
	folder, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	binary, err := measure.Build(ctx, folder)
	if err != nil {
		return nil, err
	}
	defer binary.Remove()
	var all []pair
	for _, suite := range bench.Suites() {
		if !python.Measures(suite) {
			continue
		}
		var theirs, ours bytes.Buffer
		theirs.WriteString(python.Header())
		if err := errors.Join(python.Round(ctx, suite, with, &theirs), binary.Round(ctx, suite, with, &ours)); err != nil {
			return nil, err
		}
		all = append(all, pair{suite, theirs.Bytes(), ours.Bytes()})
	}
	return all, nil
})

func requireRounds(t *testing.T) []pair {
	pairs, err := rounds()
	if errors.Is(err, cpython.ErrNone) {
		t.Skip("the workloads in Python are not tested:", err)
	}
	require.NoError(t, err)
	return pairs
}

// A cell is what is measured, by whom, and in which units.
type cell struct {
	name, impl string
	units      []string
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
// Python's loop costs. (Go has more: what it allocates.)
func TestTwins(t *testing.T) {
	for _, p := range requireRounds(t) {
		t.Run(p.suite.Name, func(t *testing.T) {
			twins, seen := map[string][]string{}, map[string]bool{}
			for _, c := range cells(t, p.twin) {
				twins[c.name] = append(twins[c.name], c.units...)
			}
			measured := cells(t, p.python)
			require.NotEmpty(t, measured)
			for _, c := range measured {
				units, ok := twins[c.name]
				require.True(t, ok, "the Go suite has no cell %s", c.name)
				assert.Subset(t, append(units, "loop-sec"), c.units, c.name)
				assert.Regexp(t, `^cpython3\.[0-9]+(t|t\.gil)?(\.BoundedSemaphore|\.500us|\.50us)?$`, c.impl)
				assert.False(t, seen[c.name+c.impl], "%s of %s twice", c.name, c.impl)
				seen[c.name+c.impl] = true
			}
		})
	}
}

// TestRoundsSayWhatTheyAre: the script's own lines about its interpreter are those that Find was told, and the rest
// are go test's.
func TestRoundsSayWhatTheyAre(t *testing.T) {
	for _, p := range requireRounds(t) {
		header, script, ok := strings.Cut(string(p.python), "goos: ")
		require.True(t, ok)
		for line := range strings.Lines(header) {
			assert.Contains(t, script, line)
		}
		for _, key := range []string{"goos", "goarch", "pkg"} {
			line := lineOf(string(p.twin), key)
			assert.NotEmpty(t, line)
			assert.Equal(t, line, lineOf(string(p.python), key))
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

// TestBenchstatCompares: plain benchstat puts both into one row.
func TestBenchstatCompares(t *testing.T) {
	dir := t.TempDir()
	for _, p := range requireRounds(t) {
		if p.suite.Name != "event" {
			continue
		}
		ours, theirs := filepath.Join(dir, "event.txt"), filepath.Join(dir, "event.python.txt")
		require.NoError(t, os.WriteFile(ours, p.twin, 0o644))
		require.NoError(t, os.WriteFile(theirs, p.python, 0o644))
		cmd := exec.CommandContext(t.Context(), "go", "tool", "benchstat", "-table", "", "-col", "/impl", ours, theirs)
		cmd.Dir = root
		table, err := cmd.CombinedOutput()
		require.NoError(t, err, "%s", table)
		assert.Regexp(t, `(?m)^ +│ threadlab.Event +│.*│ +cpython3`, string(table))
		assert.Regexp(t, `(?m)^EventDirect/op=wait_after_set\S* +\d\S*n ± .* \d\S*[nµ] ± `, string(table))
		return
	}
	assert.Fail(t, "no rounds of the event suite")
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
