package report

import (
	"bytes"
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
// the promise, the ratio that was measured, and whether it was kept. A figure that is missing is an error.
func Targets(dir string) ([]byte, error) {
	medians := map[string]map[figure]float64{}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Promises and figures\n\nMedians of one run, ours against the peer's; what made them is in the files beside this one.\n\n")
	fmt.Fprintf(&b, "| suite | promise | bound | measured | kept |\n|---|---|--:|--:|---|\n")
	kept := 0
	for _, t := range bench.Targets() {
		if medians[t.Suite] == nil {
			m, err := readMedians(filepath.Join(dir, t.Suite+".txt"))
			if err != nil {
				return nil, err
			}
			medians[t.Suite] = m
		}
		got, err := measured(medians[t.Suite], t)
		if err != nil {
			return nil, err
		}
		verdict := "no"
		if t.Kept(got) {
			verdict = "yes"
			kept++
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", t.Suite, t.Says, bound(t), amount(t, got), verdict)
	}
	fmt.Fprintf(&b, "\n%d of %d kept.\n", kept, len(bench.Targets()))
	return b.Bytes(), nil
}

// A figure names a metric of one implementation in one cell.
type figure struct{ cell, impl, unit string }

func measured(medians map[figure]float64, t bench.Target) (float64, error) {
	unit := t.Unit
	if unit == "" {
		unit = "sec/op"
	}
	ours, ok := medians[figure{t.Cell, t.Ours, unit}]
	if !ok {
		return 0, fmt.Errorf("%s.txt has no %s of %s in %s", t.Suite, unit, t.Ours, t.Cell)
	}
	if t.Peer == "" {
		return ours, nil
	}
	theirs, ok := medians[figure{t.Cell, t.Peer, unit}]
	if !ok {
		return 0, fmt.Errorf("%s.txt has no %s of %s in %s", t.Suite, unit, t.Peer, t.Cell)
	}
	return ours / theirs, nil
}

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
