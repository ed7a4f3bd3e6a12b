package report

import (
	"cmp"
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"

	"threadlab/bench"
)

// TargetsName is the file that [Targets] makes the contents of.
const TargetsName = "targets.md"

// Targets holds the figures in a folder against every promise of [bench.Targets] and returns a table in Markdown:
// the promise, the ratio that was measured with its interval, and whether it was kept; and what was measured of the limit of one
// that is out of reach. A figure that is missing is an error.
func Targets(dir string) ([]byte, error) {
	figures := figuresIn(dir)
	var rows []string
	verdicts := map[string]int{}
	for _, t := range bench.Targets() {
		row, verdict, err := figures.hold(t)
		if err != nil {
			return nil, err
		}
		verdicts[verdict]++
		rows = append(rows, strings.Join([]string{t.Suite, t.Says, row, verdict}, " | "))
	}
	return fill("targets.md", map[string]any{
		"Rows": rows, "Kept": verdicts[promiseKept], "AtLimit": verdicts[promiseAtLimit],
		"Undecided": verdicts[promiseUndecided], "Missed": verdicts[promiseMissed],
	}, nil)
}

// What became of a promise.
const (
	promiseKept      = "✓ yes"
	promiseAtLimit   = "● at its limit"
	promiseUndecided = "? undecided"
	promiseMissed    = "✗ no"
)

// decide holds an interval against a bound: all of it keeps the bound, or misses it, or the figures do not decide. A run with more
// rounds has narrower intervals. Their number is chosen before a run: a run that goes on until the interval decides stops where
// chance puts it, more often than one time in twenty.
func decide(keeps func(float64) bool, e Effect) string {
	switch low, high := keeps(e.Lo), keeps(e.Hi); {
	case low && high:
		return promiseKept
	case !low && !high:
		return promiseMissed
	}
	return promiseUndecided
}

// A folder reads the figures of each suite in it once: of another source, as gil.cpython3.13, too.
type folder struct {
	dir    string
	suites map[string]measured
}

// measured is what was measured of a suite, and on how many processors.
type measured struct {
	cpus    string
	figures map[figure][]float64
}

func figuresIn(dir string) folder { return folder{dir: dir, suites: map[string]measured{}} }

func (f folder) of(suite string) (measured, error) {
	if f.suites[suite].figures == nil {
		raw, err := Read(filepath.Join(f.dir, suite+".txt"))
		if err != nil {
			return measured{}, err
		}
		f.suites[suite] = measured{raw.Config["cpus"], raw.figures()}
	}
	return f.suites[suite], nil
}

func (f folder) at(suite string, x figure) ([]float64, error) {
	of, err := f.of(suite)
	if err != nil {
		return nil, err
	}
	values, ok := of.figures[x]
	if !ok {
		return nil, fmt.Errorf("%s.txt has no %s of %s in %s", suite, x.unit, x.impl, x.cell)
	}
	return values, nil
}

// hold holds the figures against one promise.
func (f folder) hold(t bench.Target) (row, verdict string, err error) {
	got, peer, err := f.measured(t)
	if err != nil {
		return "", "", err
	}
	verdict = decide(t.Kept, got)
	beside := ""
	if t.Limit != nil {
		limit, err := f.limit(t, peer)
		if err != nil {
			return "", "", err
		}
		beside = amount(t, limit) + " " + t.Limit.Says
		if restated, out := t.Restated(limit); out && verdict != promiseKept {
			beside += ": ≤ " + amount(t, restated)
			verdict = decide(func(x float64) bool { return x <= restated }, got)
			if verdict == promiseKept {
				verdict = promiseAtLimit
			}
		}
	}
	return fmt.Sprintf("%s | %s | %s", bound(t), within(t, got), beside), verdict, nil
}

// measured returns our figure with its interval, as a ratio if the promise has a peer, and the peer's median, else 1.
func (f folder) measured(t bench.Target) (got Effect, peer float64, err error) {
	unit := cmp.Or(t.Unit, TimePerOp)
	ours, err := f.at(t.Suite, figure{t.Cell, t.Ours, unit})
	if err != nil {
		return got, 0, err
	}
	if t.Peer == "" {
		s := Summarise(ours)
		return Effect{Ratio: s.Center, Lo: s.Lo, Hi: s.Hi}, 1, nil
	}
	theirs, err := f.at(t.Suite, figure{t.Cell, t.Peer, unit})
	if err != nil {
		return got, 0, err
	}
	return Paired(ours, theirs), Summarise(theirs).Center, nil
}

// limit adds up what the parts take, as a ratio to the peer.
func (f folder) limit(t bench.Target, peer float64) (float64, error) {
	sum := 0.0
	for _, p := range t.Limit.Parts {
		values, err := f.at(cmp.Or(p.Suite, t.Suite), figure{p.Cell, p.Impl, TimePerOp})
		if err != nil {
			return 0, err
		}
		sum += p.Times * Summarise(values).Center
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

// within prints what was measured with its interval, unless that is all one figure.
func within(t bench.Target, e Effect) string {
	x := amount(t, e.Ratio)
	low, _, _ := strings.Cut(amount(t, e.Lo), " ")
	high, _, _ := strings.Cut(amount(t, e.Hi), " ")
	if low == high {
		return x
	}
	return fmt.Sprintf("%s (%s to %s)", x, low, high)
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

// figures returns the values of each, round by round.
func (raw *Raw) figures() map[figure][]float64 {
	all := map[figure][]float64{}
	for full, s := range raw.samples {
		name, keys, impl := split(full, false)
		cell := strings.TrimSuffix(name+"/"+Cell{Keys: keys}.String(), "/")
		for unit, values := range s.values {
			all[figure{cell, impl, unit}] = values
		}
	}
	return all
}
