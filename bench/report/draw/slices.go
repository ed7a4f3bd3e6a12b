//go:build !race

package draw

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"threadlab/bench"
	"threadlab/bench/report"
)

// A slice is the cells of a benchmark along one key, all others being the same.
type slice struct {
	key   string
	fixed string        // the other keys and their values, in words
	cells []report.Cell // in ascending order of the key
}

func (s slice) values() []float64 {
	var values []float64
	for _, c := range s.cells {
		values = append(values, number(c, s.key))
	}
	return values
}

// number returns the value of a key that is a number.
func number(c report.Cell, key string) float64 {
	v, _ := strconv.ParseFloat(c.Get(key), 64)
	return v
}

// slicesOf returns, for each key with at least 3 numbers in a row, the longest row.
func slicesOf(b report.Benchmark) []slice {
	var found []slice
	for _, key := range b.Keys() {
		rows := map[string]*slice{}
		var best *slice
		for _, c := range b.Cells {
			if _, err := strconv.ParseFloat(c.Get(key), 64); err != nil {
				continue
			}
			rest := report.Cell{Keys: slices.DeleteFunc(slices.Clone(c.Keys), func(p report.Pair) bool { return p.Key == key })}
			row := rows[rest.String()]
			if row == nil {
				row = &slice{key: key, fixed: inWords(rest)}
				rows[rest.String()] = row
			}
			row.cells = append(row.cells, c)
			if best == nil || len(row.cells) > len(best.cells) {
				best = row
			}
		}
		if best != nil && len(best.cells) >= 3 {
			slices.SortStableFunc(best.cells, func(a, b report.Cell) int { return cmp.Compare(number(a, key), number(b, key)) })
			found = append(found, *best)
		}
	}
	return found
}

// curves returns a curve for each implementation that was measured at two points or more.
func (s slice) curves(order []string, at func(report.Cell, report.Impl) (point, bool)) []curve {
	var curves []curve
	for i, name := range order {
		c := curve{name: name, index: i}
		for _, cell := range s.cells {
			for _, impl := range cell.Impls {
				if impl.Name != name {
					continue
				}
				if p, ok := at(cell, impl); ok {
					c.points = append(c.points, p)
				}
			}
		}
		if len(c.points) > 1 {
			curves = append(curves, c)
		}
	}
	return curves
}

// curvesOf returns those of what was measured in a unit.
func (s slice) curvesOf(unit string, order []string) []curve {
	return s.curves(order, func(c report.Cell, i report.Impl) (point, bool) {
		if v := i.Values(unit); v != nil {
			return pointOf(number(c, s.key), v), true
		}
		return point{}, false
	})
}

// order returns the implementations of a suite in order of appearance, without controls: what has the same place
// looks the same in all pictures.
func order(f *report.Figures) []string {
	var names []string
	for _, c := range f.Cells() {
		for _, impl := range c.Impls {
			if !strings.HasSuffix(impl.Name, bench.ControlSuffix) && !slices.Contains(names, impl.Name) {
				names = append(names, impl.Name)
			}
		}
	}
	return names
}

// inWords returns the keys of a cell as a reader would say them.
func inWords(c report.Cell) string {
	var words []string
	for _, p := range c.Keys {
		words = append(words, pairInWords(p))
	}
	return strings.Join(words, ", ")
}

func pairInWords(p report.Pair) string {
	name, unit := p.Key, ""
	if i := strings.LastIndexByte(name, '_'); i > 0 {
		switch name[i+1:] {
		case "ns", "us", "ms":
			name, unit = name[:i], " "+strings.Replace(name[i+1:], "us", "µs", 1)
		case "pct":
			name, unit = name[:i], " %"
		}
	}
	name = strings.ReplaceAll(name, "_", " ")
	if _, err := strconv.Atoi(p.Value); err == nil && unit == "" && strings.HasSuffix(name, "s") {
		if p.Value == "1" {
			name = strings.TrimSuffix(name, "s")
		}
		return p.Value + " " + name
	}
	return name + " " + p.Value + unit
}

// keyInWords labels an axis.
func keyInWords(key string) string {
	switch key {
	case "hogs":
		return "threads that compute beside it"
	case "work_ns":
		return "work while holding (ns)"
	}
	before, unit, _ := strings.Cut(pairInWords(report.Pair{Key: key}), "  ")
	if unit != "" {
		return before + " (" + unit + ")"
	}
	return strings.TrimSpace(before)
}

// title splits a benchmark's name into words: "Lock wait" of LockWait, "GIL CPU" of GILCPU.
func title(name string) string {
	var b strings.Builder
	name = strings.Replace(name, "GIL", "GIL ", 1)
	for i, r := range name {
		upper := r >= 'A' && r <= 'Z'
		if upper && i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z' {
			b.WriteByte(' ')
			if i+1 < len(name) && name[i+1] >= 'a' {
				r += 'a' - 'A'
			}
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}
