package compare_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/compare"
	"threadlab/bench/report"
)

// rounds prints ten rounds of lines. In each line %.2f is a figure of its own: the round's share of a hundredth above 1.
func rounds(lines ...string) string {
	var b strings.Builder
	for i := range 10 {
		for _, line := range lines {
			n := strings.Count(line, "%")
			figures := make([]any, n)
			for j := range figures {
				figures[j] = 1 + float64(i)/1000
			}
			fmt.Fprintf(&b, line+"\n", figures...)
		}
	}
	return b.String()
}

func compareTexts(t *testing.T, old, now string) (compare.Outcome, error) {
	t.Helper()
	base, err := report.Parse([]byte(old), "old_.txt")
	require.NoError(t, err)
	head, err := report.Parse([]byte(now), "new_.txt")
	require.NoError(t, err)
	return compare.Judge(base, head, nil, 1.1)
}

// TestPackages: two packages have a benchmark of one name, and one of the two is slower by 40 %.
func TestPackages(t *testing.T) {
	of := func(a, b string) string {
		return "pkg: x/a\n" + rounds("BenchmarkParse-2 1 "+a+"%.4f ns/op") + "pkg: x/b\n" + rounds("BenchmarkParse-2 1 "+b+"%.4f ns/op")
	}
	j, err := compareTexts(t, of("10", "100"), of("14", "100"))
	require.NoError(t, err)
	require.Len(t, j.Cells, 2)
	require.Len(t, j.Regressions(), 1)
	assert.Equal(t, "x/a Parse-2", j.Regressions()[0].Name)
	assert.Equal(t, "x/a", j.Regressions()[0].Package)
	lines := strings.Join(j.Lines(), "\n")
	assert.Contains(t, lines, "✗ x/a Parse-2\n")

	one := "pkg: x/a\n" + rounds("BenchmarkParse-2 1 10%.4f ns/op")
	_, err = compareTexts(t, of("10", "100"), one)
	require.ErrorIs(t, err, compare.ErrMissingBenchmark)
	assert.ErrorContains(t, err, "x/b Parse-2 is in the base only")
	j, err = compareTexts(t, one, of("10", "100"))
	require.NoError(t, err)
	assert.Equal(t, []string{"x/b Parse-2"}, j.OnlyHead)
}

// TestConfigurations: what else differs inside a file tells its benchmarks apart.
func TestConfigurations(t *testing.T) {
	of := func(small, large string) string {
		return "size: small\n" + rounds("BenchmarkSort 1 "+small+"%.4f ns/op") + "size: large\n" + rounds("BenchmarkSort 1 "+large+"%.4f ns/op")
	}
	j, err := compareTexts(t, of("10", "100"), of("10", "150"))
	require.NoError(t, err)
	require.Len(t, j.Regressions(), 1)
	assert.Equal(t, "Sort (size=large)", j.Regressions()[0].Name)
}

// TestUnits: each figure is held against what is worse of it.
func TestUnits(t *testing.T) {
	type verdicts map[string]compare.Verdict // by unit
	tests := map[string]struct {
		old, now string
		want     verdicts
		skipped  int
	}{
		"time":            {"10%.4f ns/op", "14%.4f ns/op", verdicts{"sec/op": compare.Regression}, 0},
		"speed falls":     {"14%.4f MB/s", "10%.4f MB/s", verdicts{"B/s": compare.Regression}, 0},
		"speed rises":     {"10%.4f MB/s", "14%.4f MB/s", verdicts{"B/s": compare.Improvement}, 0},
		"speed with time": {"10%.4f ns/op 10%.4f MB/s", "10%.4f ns/op 14%.4f MB/s", verdicts{"sec/op": compare.Same}, 0},
		"memory": {
			"10%.4f ns/op 100 B/op 1 allocs/op", "10%.4f ns/op 200 B/op 1 allocs/op",
			verdicts{"sec/op": compare.Same, "B/op": compare.Regression, "allocs/op": compare.Same}, 0,
		},
		"from nothing": {
			"10%.4f ns/op 0 allocs/op", "10%.4f ns/op 1 allocs/op",
			verdicts{"sec/op": compare.Same, "allocs/op": compare.Regression}, 0,
		},
		"to nothing": {
			"10%.4f ns/op 1 allocs/op", "10%.4f ns/op 0 allocs/op",
			verdicts{"sec/op": compare.Same, "allocs/op": compare.Improvement}, 0,
		},
		"never any":    {"10%.4f ns/op 0 B/op", "10%.4f ns/op 0 B/op", verdicts{"sec/op": compare.Same, "B/op": compare.Same}, 0},
		"a cost":       {"2%.4f hits/op", "1%.4f hits/op", verdicts{"hits/op": compare.Improvement}, 0},
		"a rate":       {"2%.4f req/s", "1%.4f req/s", verdicts{"req/s": compare.Regression}, 0},
		"a quantile":   {"10%.4f p99-ns", "14%.4f p99-ns", verdicts{"p99-sec": compare.Regression}, 0},
		"unknown":      {"10%.4f ns/op 1%.4f jain", "10%.4f ns/op 2%.4f jain", verdicts{"sec/op": compare.Same}, 1},
		"new figure":   {"10%.4f ns/op", "10%.4f ns/op 5 B/op", verdicts{"sec/op": compare.Same}, 0},
		"lost figure":  {"10%.4f ns/op 5 B/op", "10%.4f ns/op", verdicts{"sec/op": compare.Same}, 1},
		"below nought": {"10%.4f ns/op -1%.4f drift/op", "10%.4f ns/op -2%.4f drift/op", verdicts{"sec/op": compare.Same}, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			j, err := compareTexts(t, rounds("BenchmarkX 1 "+tt.old), rounds("BenchmarkX 1 "+tt.now))
			require.NoError(t, err)
			got := verdicts{}
			for _, c := range j.Cells {
				got[c.Unit] = c.Verdict
			}
			assert.Equal(t, tt.want, got)
			assert.Len(t, j.NotCompared, tt.skipped)
		})
	}
}

// TestUnitLine: a line of the file says what is better of a figure.
func TestUnitLine(t *testing.T) {
	old, now := rounds("BenchmarkX 1 2%.4f jain"), rounds("BenchmarkX 1 1%.4f jain")
	_, err := compareTexts(t, old, now)
	require.ErrorIs(t, err, compare.ErrNoFigure, "of the only figure it is not known what is worse")
	j, err := compareTexts(t, "Unit jain better=higher\n"+old, now)
	require.NoError(t, err)
	assert.Len(t, j.Regressions(), 1)
	j, err = compareTexts(t, old, "Unit jain better=lower\n"+now)
	require.NoError(t, err)
	assert.Len(t, j.Improvements(), 1)
}

func TestNoFigureInCommon(t *testing.T) {
	speed, time := rounds("BenchmarkB-2 1 200%.4f MB/s"), rounds("BenchmarkB-2 1 200%.4f ns/op")
	_, err := compareTexts(t, speed, time)
	require.ErrorIs(t, err, compare.ErrNoFigure)
	require.EqualError(t, err, "no figure to compare: B-2 has MB/s in the base, and ns/op in the other")
	_, err = compareTexts(t, time, speed)
	require.EqualError(t, err, "no figure to compare: B-2 has ns/op in the base, and MB/s in the other")
}

// TestConstantFigures do not count: 5000 benchmarks that never allocate leave the one that is slower found.
func TestConstantFigures(t *testing.T) {
	lines := []string{"BenchmarkX 1 10%.4f ns/op"}
	for i := range 5000 {
		lines = append(lines, fmt.Sprintf("BenchmarkC/%d 1 0 allocs/op", i))
	}
	old := rounds(lines...)
	lines[0] = "BenchmarkX 1 14%.4f ns/op"
	j, err := compareTexts(t, old, rounds(lines...))
	require.NoError(t, err)
	require.Len(t, j.Cells, 5001)
	require.Len(t, j.Regressions(), 1)
	assert.Equal(t, j.Regressions()[0].P, j.Regressions()[0].Adjusted, "one test")
}

// TestMachines: what differs between the machines is said in every form.
func TestMachines(t *testing.T) {
	lines := rounds("BenchmarkA 1 10%.4f ns/op 1%.4f jain")
	j, err := compareTexts(t, "goos: linux\ngoarch: amd64\ncpu: A\n"+lines, "goos: linux\ngoarch: arm64\ncpu: B\n"+lines)
	require.NoError(t, err)
	want := []compare.Difference{{Key: "goarch", Base: "amd64", Head: "arm64"}, {Key: "cpu", Base: "A", Head: "B"}}
	assert.Equal(t, want, j.Differences)
	said := strings.Join(j.Lines(), "\n")
	for _, text := range []string{said, j.Markdown(nil)} {
		assert.Contains(t, text, "! not measured alike: cpu: A and B")
		assert.Contains(t, text, "! 1 figure of 2 not compared, jain: ")
	}
	var b bytes.Buffer
	require.NoError(t, j.JSON(&b))
	var object struct {
		Differences []compare.Difference
		NotCompared []compare.Skipped `json:"not_compared"`
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &object))
	assert.Equal(t, want, object.Differences)
	assert.Equal(t, j.NotCompared, object.NotCompared)
}

// TestJUnit: a regression is a failure, and what is not compared is skipped.
func TestJUnit(t *testing.T) {
	j, err := compareTexts(t,
		"pkg: x/a\n"+rounds("BenchmarkA 1 10%.4f ns/op 1%.4f jain"),
		"pkg: x/a\n"+rounds("BenchmarkA 1 14%.4f ns/op 1%.4f jain", "BenchmarkNew 1 1%.4f ns/op"))
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, j.JUnit(&b))
	var doc struct {
		Suite struct {
			Failures int `xml:"failures,attr"`
			Skipped  int `xml:"skipped,attr"`
			Cases    []struct {
				Class string `xml:"classname,attr"`
				Name  string `xml:"name,attr"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	require.NoError(t, xml.Unmarshal(b.Bytes(), &doc))
	assert.Equal(t, 1, doc.Suite.Failures)
	assert.Equal(t, 2, doc.Suite.Skipped)
	assert.Equal(t, "x/a", doc.Suite.Cases[0].Class)
}

// TestMarkdown: a name with a bar in it ends no cell.
func TestMarkdown(t *testing.T) {
	j, err := compareTexts(t, rounds("BenchmarkA/mode=a|b 1 10%.4f ns/op"), rounds("BenchmarkA/mode=a|b 1 14%.4f ns/op"))
	require.NoError(t, err)
	page := j.Markdown(nil)
	assert.Contains(t, page, "\n| benchmark | new\\_.txt against old\\_.txt |\n|---|---|\n| A/mode=a\\|b | 1.4")
}
