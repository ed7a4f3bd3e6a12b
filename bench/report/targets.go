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
// the promise, the ratio that was measured, and whether it was kept; and what was measured of the limit of one that is out of
// reach. A figure that is missing is an error.
func Targets(dir string) ([]byte, error) {
	figures := mediansIn(dir)
	var page struct {
		Rows                  []string
		Kept, AtLimit, Missed int
	}
	for _, t := range bench.Targets() {
		row, verdict, err := figures.hold(t)
		if err != nil {
			return nil, err
		}
		switch verdict {
		case promiseKept:
			page.Kept++
		case promiseAtLimit:
			page.AtLimit++
		case promiseMissed:
			page.Missed++
		}
		page.Rows = append(page.Rows, strings.Join([]string{t.Suite, t.Says, row, verdict}, " | "))
	}
	return fill("targets.md", page, nil)
}

// What became of a promise.
const (
	promiseKept    = "yes"
	promiseAtLimit = "at its limit"
	promiseMissed  = "no"
)

// medians reads the figures of each suite once.
type medians struct {
	dir    string
	suites map[string]map[figure]float64
}

func mediansIn(dir string) medians { return medians{dir: dir, suites: map[string]map[figure]float64{}} }

func (m medians) of(suite string) (map[figure]float64, error) {
	if m.suites[suite] == nil {
		raw, err := Read(filepath.Join(m.dir, suite+".txt"))
		if err != nil {
			return nil, err
		}
		m.suites[suite] = raw.medians()
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

// medians returns that of every figure.
func (raw *Raw) medians() map[figure]float64 {
	all := map[figure]float64{}
	for full, s := range raw.samples {
		name, keys, impl := split(full, false)
		cell := strings.TrimSuffix(name+"/"+Cell{Keys: keys}.String(), "/")
		for unit, values := range s.values {
			all[figure{cell, impl, unit}] = Summarise(values).Center
		}
	}
	return all
}
