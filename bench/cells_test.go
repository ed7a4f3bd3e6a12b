//go:build !measure

package bench_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/perf/benchfmt"

	"threadlab/bench"
	"threadlab/bench/report"
)

// mostCells is how many cells a round may have, besides those that sample waits, so that ten rounds are done in time.
const mostCells = 260

// checkCells says what is wrong with the cells of all suites: there are too many, or a suite has no control beside
// what it is the control of.
func checkCells(cells map[string][]string) (wrong []string) {
	all := 0
	for _, s := range bench.Suites() {
		controlled := false
		for _, name := range cells[s.Name] {
			base, _, _ := strings.Cut(name, "/")
			if !strings.HasSuffix(base, "Wait") {
				all++
			}
			if of := strings.Replace(name, bench.ControlSuffix+"/", "/", 1); of != name {
				controlled = slices.Contains(cells[s.Name], of)
			} else if of := strings.Replace(name, bench.ControlSuffix+"-", "-", 1); of != name { // impl is the last key
				controlled = slices.Contains(cells[s.Name], of)
			}
		}
		if !controlled {
			wrong = append(wrong, s.Name+" has no control")
		}
	}
	if all > mostCells {
		wrong = append(wrong, fmt.Sprintf("%d cells, at most %d", all, mostCells))
	}
	return wrong
}

// TestCells: the committed figures are those of few enough cells, and every suite knows its noise.
func TestCells(t *testing.T) {
	cells := map[string][]string{}
	for _, s := range bench.Suites() {
		raw, err := report.Read(filepath.Join(results, s.Name+".txt"))
		if !assert.NoError(t, err, "measure again: go tool threadlab bench") {
			return
		}
		cells[s.Name] = raw.Cells
	}
	assert.Empty(t, checkCells(cells))
}

// TestFiguresAreOfTheBenchmarks: the committed figures have the cells and metrics of today's benchmarks, no more and no
// fewer. Each benchmark runs once, as short as it can be, which the race detector sees if this is a race build.
func TestFiguresAreOfTheBenchmarks(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	require.NoError(t, err)
	for _, s := range bench.Suites() {
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(results, s.Name+".txt")
			raw, err := report.Read(path)
			require.NoError(t, err)
			kept, err := os.ReadFile(path)
			require.NoError(t, err)
			cmd := exec.CommandContext(t.Context(), self, "-test.run=^$", "-test.bench="+s.Pattern, "-test.benchtime=1x", "-cells")
			cmd.Env = append(os.Environ(), "GOMAXPROCS="+raw.Config["cpus"], "GORACE=atexit_sleep_ms=0")
			listed, err := cmd.CombinedOutput()
			require.NoError(t, err, "%s", listed)
			assert.Equal(t, metrics(t, listed), metrics(t, kept), "measure again: go tool threadlab bench -suite "+s.Name)
		})
	}
}

// metrics returns the metrics of each cell in what benchmarks printed.
func metrics(t *testing.T, printed []byte) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for r := benchfmt.NewReader(bytes.NewReader(printed), "figures"); r.Scan(); {
		rec, ok := r.Result().(*benchfmt.Result)
		require.True(t, ok, "%v", r.Result())
		var units []string
		for _, v := range rec.Values {
			units = append(units, v.Unit)
		}
		slices.Sort(units)
		all[rec.Name.String()] = units
	}
	require.NotEmpty(t, all)
	return all
}

func TestCheckCells(t *testing.T) {
	sound := func() map[string][]string {
		cells := map[string][]string{}
		for _, s := range bench.Suites() {
			cells[s.Name] = []string{"X/impl=a/n=1-2", "X/impl=b/n=1-2", "X/impl=a" + bench.ControlSuffix + "/n=1-2"}
		}
		cells["timer"] = []string{"X/impl=a-2", "X/impl=a" + bench.ControlSuffix + "-2"}
		return cells
	}
	require.Empty(t, checkCells(sound()))
	none := sound()
	none["lock"] = none["lock"][:2]
	assert.Equal(t, []string{"lock has no control"}, checkCells(none))
	alone := sound()
	alone["lock"] = alone["lock"][1:]
	assert.Equal(t, []string{"lock has no control"}, checkCells(alone))
	many := sound()
	for i := range mostCells {
		many["gil"] = append(many["gil"], fmt.Sprintf("XWait/n=%d-2", i))
	}
	assert.Empty(t, checkCells(many), "waits are counted apart")
	many["gil"] = append(many["gil"], slices.Repeat([]string{"X/n=1-2"}, mostCells)...)
	assert.Len(t, checkCells(many), 1)
}

// TestTargetsAreSaid: every promise is about a suite that there is, says something of its own, and has one bound.
func TestTargetsAreSaid(t *testing.T) {
	said := map[string]bool{}
	for _, target := range bench.Targets() {
		assert.True(t, slices.ContainsFunc(bench.Suites(), func(s bench.Suite) bool { return s.Name == target.Suite }), target)
		id := target.Suite + ": " + target.Says
		assert.False(t, said[id], "twice: %s", id)
		said[id] = true
		assert.NotEmpty(t, target.Says)
		assert.True(t, target.Peer != "" || target.Unit != "", "%s: of what?", id)
		assert.False(t, target.Most > 0 && target.Least > 0, "%s: two bounds", id)
	}
}

func TestTargetKept(t *testing.T) {
	most, least, none := bench.Target{Most: 2}, bench.Target{Least: 0.9}, bench.Target{}
	assert.True(t, most.Kept(2) && !most.Kept(2.01))
	assert.True(t, least.Kept(0.9) && !least.Kept(0.89))
	assert.True(t, none.Kept(0) && !none.Kept(1), "no allocation")
}

// TestTargetRestated: a bound is restated only where it leaves next to nothing above the limit.
func TestTargetRestated(t *testing.T) {
	target := bench.Target{Most: 0.25, Limit: &bench.Limit{Within: 1.2}}
	for limit, out := range map[float64]bool{0.1: false, 0.23: false, 0.24: true, 0.3: true} {
		bound, outOfReach := target.Restated(limit)
		assert.InDelta(t, limit*1.2, bound, 1e-9)
		assert.Equal(t, out, outOfReach, limit)
	}
}

// TestLimitsAreMeasured: every part of a limit is a cell of the suite that it names, and none is an implementation of ours.
func TestLimitsAreMeasured(t *testing.T) {
	for _, target := range bench.Targets() {
		if target.Limit == nil {
			continue
		}
		assert.Greater(t, target.Limit.Within, 1.0, target.Says)
		assert.NotEmpty(t, target.Limit.Parts, target.Says)
		for _, p := range target.Limit.Parts {
			assert.Positive(t, p.Times, target.Says)
			assert.NotContains(t, p.Impl, "threadlab", target.Says)
		}
	}
}

// TestSuitesAreTold: the suites are those that have a file of benchmarks by their name.
func TestSuitesAreTold(t *testing.T) {
	for _, s := range bench.Suites() {
		_, err := os.Stat(s.Name + "_test.go")
		assert.NoError(t, err)
	}
}
