package matrix_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/lessons"
	"threadlab/racecases/matrix"
)

// three cases were measured for testdata/raw.jsonl, five times a cell.
func three(t *testing.T) []corpus.Ref {
	t.Helper()
	var refs []corpus.Ref
	for _, name := range []string{"lock/lost-update", "lock/abba", "timer/timeout-abandons-sender"} {
		ref, err := lessons.Find(name)
		require.NoError(t, err)
		refs = append(refs, ref)
	}
	return refs
}

func load(t *testing.T) matrix.Side {
	t.Helper()
	s, err := matrix.ReadSide("testdata/raw.jsonl")
	require.NoError(t, err)
	return s
}

func cell(t *testing.T, m matrix.Matrix, name string, half corpus.Half, d detect.Name, b detect.Build, procs int) matrix.Entry {
	t.Helper()
	i := slices.IndexFunc(m.Entries, func(c matrix.Entry) bool {
		return c.Case == name && c.Half == half && c.Detector == d && c.Build == b && c.Procs == procs
	})
	require.GreaterOrEqual(t, i, 0, "no such cell")
	return m.Entries[i]
}

func TestCells(t *testing.T) {
	s := load(t)
	m := matrix.New(three(t), s)
	hit := cell(t, m, "lock/lost-update", corpus.Broken, detect.Race, detect.RaceBuild, 2)
	assert.Equal(t, matrix.Entry{
		Case: "lock/lost-update", Class: corpus.DataRace, Half: corpus.Broken, Detector: detect.Race, Build: detect.RaceBuild,
		Procs: 2, Toolchain: "go1.26.8", Trials: 5, Hits: 5, Label: "sometimes", Low: 0.5655, High: 1, RunsTo95: 1, Expect: corpus.RateAlways,
	}, hit, "five of five are too few for always")
	assert.Equal(t, "none in 5", cell(t, m, "lock/abba", corpus.Broken, detect.Race, detect.RaceBuild, 1).Label)
	assert.Equal(t, "never", cell(t, m, "lock/abba", corpus.Broken, detect.Vet, detect.VetBuild, 2).Label, "a linter says the same every time")
	assert.Equal(t, "none in 5", cell(t, m, "lock/abba", corpus.Correct, detect.GoDeadlock, detect.GoDeadlockBuild, 2).Label)
}

// TestScores follows from the fixture by hand: three pairs, each of which the
// detector of its class sees in every run, and nothing is reported elsewhere.
func TestScores(t *testing.T) {
	s := load(t)
	m := matrix.New(three(t), s)
	by := map[detect.Name]matrix.Score{}
	for _, s := range m.Scores {
		by[s.Detector] = s
	}
	race := by[detect.Race]
	assert.Equal(t, 3, race.Cases)
	assert.InDelta(t, 1.0/3, race.Recall.P, 1e-12)
	assert.InDelta(t, 1, race.InScope.P, 1e-12)
	assert.InDelta(t, 1, race.Precision.P, 1e-12)
	assert.InDelta(t, 0.5, race.F1.P, 1e-12)
	assert.Equal(t, matrix.Hit{Seen: 1, Of: 1, Claimed: true}, race.Classes[corpus.DataRace])
	assert.InDelta(t, 2.0/3, by[detect.LeakProfile].Recall.P, 1e-12, "the deadlock and the leak")
	assert.Equal(t, 2, by[detect.GoDeadlock].Excluded, "two cases have no mutex of sync")
	assert.Zero(t, by[detect.Explorer].Cases, "it was not run")
}

// TestAlarmsAndWrongSites plants a report on a correct half and one at another
// line of a broken half: both cost precision, and the second is a miss as well.
func TestAlarmsAndWrongSites(t *testing.T) {
	s := load(t)
	for i, c := range s.Lines {
		if c.Build != detect.RaceBuild || c.Procs != 2 {
			continue
		}
		if c.Case == "lock/abba" && c.Half == corpus.Correct {
			s.Lines[i].Seen = map[detect.Name]campaign.Seen{detect.Race: {Wrong: 1}}
		}
		if c.Case == "lock/lost-update" && c.Half == corpus.Broken {
			s.Lines[i].Seen = map[detect.Name]campaign.Seen{detect.Race: {Wrong: 5}}
		}
	}
	m := matrix.New(three(t), s)
	for _, s := range m.Scores {
		if s.Detector == detect.Race {
			assert.Equal(t, 0, s.Counts.TP)
			assert.Equal(t, 2, s.Counts.FP)
			assert.Equal(t, 3, s.Counts.FN)
			assert.Equal(t, 2, s.Counts.TN)
		}
	}
	assert.Equal(t, 1, cell(t, m, "lock/abba", corpus.Correct, detect.Race, detect.RaceBuild, 2).Hits, "of a correct half every report counts")
	assert.Contains(t, m.Page(), "+5w")
	assert.Contains(t, m.Page(), "!1/5")
}

// files are the pages with the picture that the drawing command makes.
func files(t *testing.T, m matrix.Matrix) (map[string][]byte, error) {
	t.Helper()
	file, err := gocmd.Go{}.Tool(t.Context(), "draw")
	require.NoError(t, err)
	object, err := json.Marshal(m.Heat())
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), file, "heat")
	cmd.Stdin = bytes.NewReader(object)
	svg, err := cmd.Output()
	require.NoError(t, err)
	return m.Files(svg)
}

// TestOrderDoesNotMatter: the pages follow from the lines, not from their order.
func TestOrderDoesNotMatter(t *testing.T) {
	s := load(t)
	want, err := files(t, matrix.New(three(t), s))
	require.NoError(t, err)
	slices.Reverse(s.Lines)
	got, err := files(t, matrix.New(three(t), s))
	require.NoError(t, err)
	for name := range want {
		assert.Equal(t, string(want[name]), string(got[name]), name)
	}
	assert.Len(t, want, 4)
	var object struct {
		V     int
		Cells []struct{ Label string }
	}
	require.NoError(t, json.Unmarshal(want["matrix.json"], &object))
	assert.Len(t, object.Cells, 176)
}

func TestAdvice(t *testing.T) {
	s := load(t)
	page := matrix.New(three(t), s).Advice()
	_, leak, _ := strings.Cut(page, "## goroutine leak")
	leak, _, _ = strings.Cut(leak, "## misuse")
	assert.Contains(t, leak, "1. Run **goleak**")
	assert.NotContains(t, leak, "2. ", "one detector sees all there is")
	assert.Contains(t, leak, "goleak: 1 of 1.")
	_, misuse, _ := strings.Cut(page, "## misuse")
	assert.Contains(t, misuse, "No case of this class was measured")
}

// TestToolchains plants a Go under which the race detector has gone blind on one
// case and nothing else has changed.
func TestToolchains(t *testing.T) {
	lines := load(t).Lines
	for i := range lines {
		lines[i] = manyTimes(lines[i], 20)
	}
	after := slices.Clone(lines)
	for i, c := range after {
		after[i].Toolchain = "go1.99"
		if c.Case == "lock/lost-update" && c.Half == corpus.Broken && c.Build == detect.RaceBuild && c.Procs == 2 {
			after[i].Seen = nil
		}
	}
	compared := matrix.Compare(three(t), matrix.Side{Go: "go1.26.8", Lines: lines}, matrix.Side{Go: "go1.99", Lines: after})
	var shifted []string
	for _, s := range compared.Shifts {
		if s.PAdjusted < 0.05 {
			shifted = append(shifted, s.Case+" "+string(s.Detector))
			assert.Equal(t, [2]int{100, 0}, s.Hits)
		}
	}
	assert.Equal(t, []string{"lock/lost-update race"}, shifted)
	page := compared.Page()
	assert.Contains(t, page, "\n1 differ by more than chance")
	assert.Contains(t, page, "| lock/lost-update | broken | race | race | 2 | 100/100 always | 0/100 none in 100 |")
	assert.Contains(t, page, "| race | 12 | 100 | 100 | 9 of 100 after 0 of 100 |")
	assert.Contains(t, page, "on by default in go1.99")
	assert.NotContains(t, page, "Not measured under")
}

// TestToolchainsPartly: what was measured under one Go alone is not taken for equal,
// nor is what was not reported.
func TestToolchainsPartly(t *testing.T) {
	lines := load(t).Lines
	var after []campaign.Count
	for _, c := range lines {
		if c.Case == "lock/abba" && c.Build == detect.RaceBuild && c.Procs == 2 {
			c.Toolchain = "go1.99"
			after = append(after, c)
		}
		if c.Case == "lock/abba" && c.Build == detect.RaceBuild && c.Procs == 1 {
			c.Toolchain, c.Procs = "go1.99", 64
			after = append(after, c)
		}
	}
	c := matrix.Compare(three(t), matrix.Side{Go: "go1.26.8", Lines: lines}, matrix.Side{Go: "go1.99", Lines: after})
	assert.Equal(t, 2, c.Cells, "both halves at GOMAXPROCS 2")
	assert.Equal(t, 2, c.Only, "both at 64")
	assert.Equal(t, []matrix.BuildShare{{Build: detect.RaceBuild, Cells: 2, Trials: [2][]int{{5, 5}, {5, 5}}}}, c.Builds)
	assert.Contains(t, c.LeftOut, detect.PlainBuild)
	require.Len(t, c.Shifts, 1, "the hang of the broken half")
	assert.Equal(t, detect.Hang, c.Shifts[0].Detector)
	page := c.Page()
	assert.Contains(t, page, fmt.Sprintf("In %d neither Go had a report in any trial; the other 1 are compared.", c.Silent))
	assert.Positive(t, c.Silent)
	assert.Contains(t, page, "2 more under go1.99 alone are not compared.")
	assert.Contains(t, page, "| race | 2 | 5 | 5 | 4 of 5 after 0 of 5 |")
	assert.NotContains(t, page, "on by default", "the leak profile was not measured")
}

// manyTimes is a line as if its trials had been run n times over.
func manyTimes(c campaign.Count, n int) campaign.Count {
	whole := c
	for range n - 1 {
		whole = campaign.Merge(whole, c)
	}
	return whole
}

// TestLoadRefusesAMixture: figures of two Gos in one page would be of neither.
func TestLoadRefusesAMixture(t *testing.T) {
	text, err := os.ReadFile("testdata/raw.jsonl")
	require.NoError(t, err)
	other := filepath.Join(t.TempDir(), "other.jsonl")
	require.NoError(t, os.WriteFile(other, []byte(strings.ReplaceAll(string(text), "go1.26.8", "go1.27.4")), 0o644))
	_, err = matrix.ReadSide("testdata/raw.jsonl", other)
	assert.ErrorContains(t, err, "the pages are of one Go")
}

// TestSessions: a command that went on has one row, and many cases are not all named.
func TestSessions(t *testing.T) {
	at := func(date, load, command string) campaign.Session {
		return campaign.Session{Date: date, Load: load, Command: command, Commit: "abc", Go: "go1.26.8", CPUs: 2, Kernel: "Linux"}
	}
	got := matrix.SessionRows([]campaign.Session{
		at("9:00", "0.1", "matrix -case a -case b -case c -p 2"),
		at("9:10", "0.2", "matrix -case a -case b -case c -case d -p 2"),
		at("9:20", "0.3", "matrix -case a -case b -case c -p 2"),
	})
	assert.Equal(t, [][]string{
		{"9:00 to 9:20, in 2 goes", "abc", "go1.26.8", "2", "Linux", "0.1 to 0.3", "`matrix -case a -case b -case c -p 2`"},
		{"9:10", "abc", "go1.26.8", "2", "Linux", "0.2", "`matrix -case ... (4 cases) -p 2`"},
	}, got)
}

const results = "../../results/detectors/"

// measured are the committed raw lines.
var measured = sync.OnceValues(func() (matrix.Side, error) {
	raw, err := filepath.Glob(results + "raw*.jsonl")
	if err != nil {
		return matrix.Side{}, err
	}
	return matrix.ReadSide(raw...)
})

// committed is the matrix of the committed raw lines. Its intervals take seconds.
var committed = sync.OnceValues(func() (matrix.Matrix, error) {
	s, err := measured()
	return matrix.New(corpus.Refs(lessons.All()), s), err
})

// TestCommitted recomputes every page from the committed raw lines.
func TestCommitted(t *testing.T) {
	m, err := committed()
	require.NoError(t, err)
	require.NotEmpty(t, m.Entries, "the raw lines are committed")
	files, err := files(t, m)
	require.NoError(t, err)
	for name, want := range files {
		got, err := os.ReadFile(results + name)
		require.NoError(t, err)
		if string(want) != string(got) {
			t.Errorf("%s does not follow from the raw lines: go tool threadlab matrix -merge results/detectors/raw*.jsonl", name)
		}
	}
}

// TestCommittedToolchains recomputes each committed comparison from the raw lines.
func TestCommittedToolchains(t *testing.T) {
	before, err := measured()
	require.NoError(t, err)
	require.NotEmpty(t, before.Lines)
	files, err := filepath.Glob(results + "toolchain-*.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		after, err := matrix.ReadSide(file)
		require.NoError(t, err)
		assert.Equal(t, "toolchain-"+after.Go+".jsonl", filepath.Base(file))
		got, err := os.ReadFile(strings.TrimSuffix(file, ".jsonl") + ".md")
		require.NoError(t, err)
		if matrix.Compare(corpus.Refs(lessons.All()), before, after).Page() != string(got) {
			t.Errorf("the page of %s does not follow from the raw lines: go tool threadlab matrix -merge -toolchain %s %s", after.Go, after.Go, file)
		}
	}
}

// TestAlwaysAsMeasured holds what the cases call always against the committed figures,
// each detector in its own build.
func TestAlwaysAsMeasured(t *testing.T) {
	m, err := committed()
	require.NoError(t, err)
	checked := 0
	for _, c := range m.Entries {
		if c.Half != corpus.Broken || c.Build != c.Detector.Build() || c.Expect != corpus.RateAlways {
			continue
		}
		checked++
		assert.Equal(t, "always", c.Label, "%s: %s saw %d of %d at GOMAXPROCS=%d", c.Case, c.Detector, c.Hits, c.Trials, c.Procs)
	}
	assert.NotZero(t, checked)
}

// TestExplorerAsExpected holds what the explorer is committed to have found against
// what the cases say of it: one search settles the matter.
func TestExplorerAsExpected(t *testing.T) {
	refs := corpus.Refs(lessons.All())
	s, err := matrix.ReadSide(results + "raw-explorer.jsonl")
	require.NoError(t, err)
	m := matrix.New(refs, s)
	require.NotEmpty(t, m.Entries)
	for _, c := range m.Entries {
		if c.Build != detect.ExplorerBuild || c.Detector != detect.Explorer {
			continue
		}
		want := 0
		if c.Half == corpus.Broken && c.Expect == corpus.RateAlways {
			want = c.Trials
		}
		assert.Equal(t, want, c.Hits, "%s, %s half", c.Case, c.Half)
		assert.Zero(t, c.Wrong, c.Case)
	}
}
