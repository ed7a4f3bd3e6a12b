package report

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
)

// A row is a line of figures, and the configuration lines in front of it.
type row struct {
	line   int
	name   string
	config map[string]string
	values []benchfmt.Value
}

// A lineError is what is wrong with a line of a file.
type lineError struct {
	file string
	line int
	says string
}

func (e *lineError) Error() string { return fmt.Sprintf("%s:%d: %s", e.file, e.line, e.says) }
func (e *lineError) Unwrap() error { return ErrRaw }

func (raw *Raw) parse(text []byte) error {
	r := benchfmt.NewReader(bytes.NewReader(text), raw.name)
	for r.Scan() {
		switch rec := r.Result().(type) {
		case *benchfmt.SyntaxError:
			return &lineError{raw.name, rec.Line, ErrRaw.Error() + ": " + rec.Msg}
		case *benchfmt.Result:
			if err := raw.add(rec); err != nil {
				return err
			}
		}
	}
	if err := r.Err(); err != nil {
		return fmt.Errorf("%s: %w: %w", raw.name, ErrRaw, err)
	}
	if len(raw.rows) == 0 {
		return fmt.Errorf("%s: %w: no results", raw.name, ErrRaw)
	}
	raw.better = r.Units()
	raw.configure()
	return nil
}

// add keeps a line of figures.
func (raw *Raw) add(rec *benchfmt.Result) error {
	_, line := rec.Pos()
	config := map[string]string{}
	for _, c := range rec.Config {
		config[c.Key] = string(c.Value)
	}
	if n := len(raw.rows); n > 0 && maps.Equal(config, raw.rows[n-1].config) {
		config = raw.rows[n-1].config
	}
	values := make([]benchfmt.Value, len(rec.Values))
	for i, v := range rec.Values {
		if says := refused(v); says != "" {
			return &lineError{raw.name, line, says}
		}
		_, v.Unit = benchunit.Tidy(1, v.Unit) // benchfmt leaves the unit of a 0 as it is
		values[i] = v
	}
	raw.rows = append(raw.rows, row{line, rec.Name.String(), config, values})
	return nil
}

// refused says what is wrong with a figure, or nothing.
func refused(v benchfmt.Value) string {
	number, unit := v.Value, v.Unit
	if v.OrigUnit != "" {
		number, unit = v.OrigValue, v.OrigUnit
	}
	text := strconv.FormatFloat(number, 'g', -1, 64)
	_, tidy := benchunit.Tidy(1, unit)
	switch {
	case math.IsNaN(number) || math.IsInf(number, 0):
		return text + " is no figure"
	case tidy == TimePerOp && number <= 0:
		return text + " " + unit + " is no time: want more than 0"
	case number < 0 && slices.Contains([]string{"B/op", "allocs/op", "B/s"}, tidy):
		return text + " " + unit + " is no amount: want 0 or more"
	}
	return ""
}

// configure finds out which configuration lines are the same for all figures.
func (raw *Raw) configure() {
	raw.Config = maps.Clone(raw.rows[0].config)
	differs := map[string]bool{}
	for _, r := range raw.rows[1:] {
		for key := range maps.Keys(r.config) {
			differs[key] = differs[key] || r.config[key] != raw.Config[key]
		}
		for key := range raw.Config {
			differs[key] = differs[key] || r.config[key] != raw.Config[key]
		}
	}
	for _, key := range slices.Sorted(maps.Keys(differs)) {
		if differs[key] {
			raw.Varies = append(raw.Varies, key)
			delete(raw.Config, key)
		}
	}
}

// contradiction says which values of a configuration line there are.
func (raw *Raw) contradiction(key string) string {
	first := raw.rows[0].config[key]
	i := slices.IndexFunc(raw.rows, func(r row) bool { return r.config[key] != first })
	return fmt.Sprintf("%q is %q and then %q", key, first, raw.rows[i].config[key])
}

// By returns the same figures with cells told apart by their names and by these configuration lines, however many differ.
func (raw *Raw) By(keys []string) (*Raw, error) {
	by := *raw
	by.Cells, by.samples = nil, map[string]*samples{}
	rounds := map[string]int{}
	for _, r := range raw.rows {
		name := r.label(keys)
		s := by.samples[name]
		if s == nil {
			s = &samples{first: r, values: map[string][]float64{}}
			by.Cells, by.samples[name] = append(by.Cells, name), s
		}
		if lacks, line := s.first.lacks(r); lacks != "" {
			return nil, &lineError{raw.name, line, fmt.Sprintf("%s has no %s here, and elsewhere it has: is the line cut off?", name, lacks)}
		}
		s.add(r.values)
		rounds[name]++
	}
	by.Rounds = rounds[by.Cells[0]]
	for _, name := range by.Cells {
		if rounds[name] != by.Rounds {
			return nil, fmt.Errorf("%s: %w: %s was measured %d times, and %s %d times", raw.name, ErrRaw, by.Cells[0], by.Rounds, name, rounds[name])
		}
	}
	return &by, nil
}

// label is the name of a cell: the package comes first, as it does before a function's name, and other lines after it.
func (r row) label(keys []string) string {
	name, behind := r.name, []string{}
	for _, key := range keys {
		switch value := r.config[key]; {
		case key == "pkg" && value != "":
			name = value + " " + name
		case key != "pkg":
			behind = append(behind, key+"="+value)
		}
	}
	if len(behind) > 0 {
		name += " (" + strings.Join(behind, ", ") + ")"
	}
	return name
}

// lacks returns a unit that one of two lines of a cell has and the other has not, and the line that lacks it.
func (r row) lacks(other row) (unit string, line int) {
	if unit = without(r, other); unit != "" {
		return unit, other.line
	}
	return without(other, r), r.line
}

func without(have, lack row) string {
	for _, v := range have.values {
		if !slices.ContainsFunc(lack.values, func(w benchfmt.Value) bool { return w.Unit == v.Unit }) {
			if v.OrigUnit != "" {
				return v.OrigUnit
			}
			return v.Unit
		}
	}
	return ""
}
