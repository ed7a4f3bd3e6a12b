package report

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"

	"threadlab/bench"
)

// TargetsName is the file that [Targets] makes the contents of.
const TargetsName = "targets.md"

// Targets holds the figures in a folder against every promise of [bench.Targets] and returns a table in Markdown:
// the promise, the ratio that was measured, and whether it was kept; and what was measured of the limit of one that is out of
// reach. A figure that is missing is an error.
func Targets(dir string) ([]byte, error) {
	figures := mediansIn(dir)
	var table bytes.Buffer
	verdicts := map[string]int{}
	for _, t := range bench.Targets() {
		row, verdict, err := figures.hold(t)
		if err != nil {
			return nil, err
		}
		verdicts[verdict]++
		fmt.Fprintf(&table, "| %s | %s | %s | %s |\n", t.Suite, t.Says, row, verdict)
	}
	var b bytes.Buffer
	fmt.Fprint(&b, targetsHead)
	b.Write(table.Bytes())
	fmt.Fprintf(&b, "\n%d of %d kept, %d more at their limit, %d missed.\n",
		verdicts[promiseKept], len(bench.Targets()), verdicts[promiseAtLimit], verdicts[promiseMissed])
	return b.Bytes(), nil
}

// What became of a promise.
const (
	promiseKept    = "yes"
	promiseAtLimit = "at its limit"
	promiseMissed  = "no"
)

const targetsHead = `# Promises and figures

Medians of one run, ours against the peer's; what made them is in the files beside this one.

A limit is what the parts of an operation take on this machine that an implementation of this kind cannot do without, measured without
our code: a compare-and-swap in and one out, the work itself, a switch between goroutines, a wait in a sync.Cond. Where a promise leaves
less than a twentieth above its limit it is out of reach, and a second bound, a little above the limit, is written beside it: "at its
limit" says that the second one is kept, and that the promise itself is not.

| suite | promise | bound | measured | limit, and the bound that it leaves | kept |
|---|---|--:|--:|---|---|
`

// medians reads the figures of each suite once.
type medians struct {
	dir    string
	suites map[string]map[figure]float64
}

func mediansIn(dir string) medians { return medians{dir: dir, suites: map[string]map[figure]float64{}} }

func (m medians) of(suite string) (map[figure]float64, error) {
	if m.suites[suite] == nil {
		read, err := readMedians(filepath.Join(m.dir, suite+".txt"))
		if err != nil {
			return nil, err
		}
		m.suites[suite] = read
	}
	return m.suites[suite], nil
}

func (m medians) at(suite string, f figure) (float64, error) {
	of, err := m.of(suite)
	if err != nil {
		return 0, err
	}
	x, ok := of[f]
	if !ok {
		return 0, fmt.Errorf("%s.txt has no %s of %s in %s", suite, f.unit, f.impl, f.cell)
	}
	return x, nil
}

// hold holds the figures against one promise.
func (m medians) hold(t bench.Target) (row, verdict string, err error) {
	got, peer, err := m.measured(t)
	if err != nil {
		return "", "", err
	}
	verdict = promiseMissed
	if t.Kept(got) {
		verdict = promiseKept
	}
	beside := ""
	if t.Limit != nil {
		limit, err := m.limit(t, peer)
		if err != nil {
			return "", "", err
		}
		beside = amount(t, limit) + " " + t.Limit.Says
		if restated, out := t.Restated(limit); out && verdict == promiseMissed {
			beside += ": ≤ " + amount(t, restated)
			if got <= restated {
				verdict = promiseAtLimit
			}
		}
	}
	return fmt.Sprintf("%s | %s | %s", bound(t), amount(t, got), beside), verdict, nil
}

// measured returns our figure, as a ratio if the promise has a peer, and the peer's, else 1.
func (m medians) measured(t bench.Target) (got, peer float64, err error) {
	unit := t.Unit
	if unit == "" {
		unit = TimePerOp
	}
	ours, err := m.at(t.Suite, figure{t.Cell, t.Ours, unit})
	if err != nil || t.Peer == "" {
		return ours, 1, err
	}
	peer, err = m.at(t.Suite, figure{t.Cell, t.Peer, unit})
	return ours / peer, peer, err
}

// limit adds up what the parts take, as a ratio to the peer.
func (m medians) limit(t bench.Target, peer float64) (float64, error) {
	sum := 0.0
	for _, p := range t.Limit.Parts {
		x, err := m.at(cmp.Or(p.Suite, t.Suite), figure{p.Cell, p.Impl, TimePerOp})
		if err != nil {
			return 0, err
		}
		sum += p.Times * x
	}
	return sum / peer, nil
}

// A figure names a metric of one implementation in one cell.
type figure struct{ cell, impl, unit string }

// bound prints what was promised.
func bound(t bench.Target) string {
	if t.Least > 0 {
		return "≥ " + amount(t, t.Least)
	}
	return "≤ " + amount(t, t.Most)
}

// amount prints a ratio, a time in milliseconds, or a number.
func amount(t bench.Target, x float64) string {
	switch {
	case t.Peer == "" && strings.HasSuffix(t.Unit, "-sec"):
		return fmt.Sprintf("%.2f ms", x*1e3)
	case t.Peer == "":
		return strconv.FormatFloat(math.Round(x*1000)/1000, 'f', -1, 64)
	case x < 0.1:
		return fmt.Sprintf("%.4f x", x)
	}
	return fmt.Sprintf("%.2f x", x)
}

func readMedians(path string) (map[figure]float64, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	samples := map[figure][]float64{}
	r := benchfmt.NewReader(bytes.NewReader(text), filepath.Base(path))
	for r.Scan() {
		rec, ok := r.Result().(*benchfmt.Result)
		if !ok {
			continue
		}
		cell, impl := takeApart(rec.Name)
		for _, v := range rec.Values {
			f := figure{cell, impl, v.Unit}
			samples[f] = append(samples[f], v.Value)
		}
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	medians := map[figure]float64{}
	for f, s := range samples {
		slices.Sort(s)
		medians[f] = (s[(len(s)-1)/2] + s[len(s)/2]) / 2
	}
	return medians, nil
}

// takeApart returns a benchmark's name without its implementation and number of processors, and the implementation.
func takeApart(name benchfmt.Name) (cell, impl string) {
	base, parts := name.Parts()
	cell = string(base)
	for _, part := range parts {
		if value, ok := strings.CutPrefix(string(part), "/impl="); ok {
			impl = value
		} else if part[0] != '-' {
			cell += string(part)
		}
	}
	return cell, impl
}
