// Package report reads what the benchmarks printed and makes tables of it, with golang.org/x/perf.
package report

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"golang.org/x/perf/benchfmt"
)

// Keys are the lines that a file of results must have in front of its figures: what made them, from what, and
// on which machine. "cpu", the processor's name, comes besides where Go knows it.
func Keys() []string {
	return []string{"commit", "go", "command", "date", "cpus", "kernel", "load", "goos", "goarch"}
}

// ErrRaw is matched by every error about a file that is not what a whole run leaves behind.
var ErrRaw = errors.New("not a whole run")

// A Raw is the checked contents of a file of results.
type Raw struct {
	Config map[string]string
	Cells  []string // the full names of the benchmarks in order of appearance
	Rounds int      // how often each was measured

	samples map[string]*samples
}

// samples are the values of one benchmark, round by round, and its units in order of appearance. The units are
// those of [benchunit.Tidy]: sec/op for ns/op.
type samples struct {
	units  []string
	values map[string][]float64
}

func (s *samples) add(values []benchfmt.Value) {
	for _, v := range values {
		if s.values[v.Unit] == nil {
			s.units = append(s.units, v.Unit)
		}
		s.values[v.Unit] = append(s.values[v.Unit], v.Value)
	}
}

// Values returns what was measured in a unit, round by round, or nil.
func (s *samples) Values(unit string) []float64 { return s.values[unit] }

// Read reads a file in Go's benchmark format and checks it: all [Keys] are there and the same for all figures,
// every cell was measured equally often, and every name is one that benchstat takes apart as it is meant.
func Read(path string) (*Raw, error) {
	raw, err := ReadOutput(path)
	if err != nil {
		return nil, err
	}
	for _, key := range Keys() {
		if raw.Config[key] == "" {
			return nil, fmt.Errorf("%s: %w: %s has no %q", path, ErrRaw, raw.Cells[0], key)
		}
	}
	for _, name := range raw.Cells {
		if err := CheckName(name); err != nil {
			return nil, fmt.Errorf("%s: %w: %w", path, ErrRaw, err)
		}
	}
	return raw, nil
}

// ReadOutput reads what any go test -bench printed. It need not say what made it, but it must be whole: figures,
// nothing that cannot be read, and every cell measured equally often.
func ReadOutput(path string) (*Raw, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(text, path)
}

// Parse is [ReadOutput] of a text that is called name in errors.
func Parse(text []byte, name string) (*Raw, error) {
	raw, err := parse(text, filepath.Base(name))
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, ErrRaw, err)
	}
	return raw, nil
}

// Values returns what was measured of a cell, round by round.
func (raw *Raw) Values(cell, unit string) []float64 {
	if s := raw.samples[cell]; s != nil {
		return s.Values(unit)
	}
	return nil
}

func parse(text []byte, path string) (*Raw, error) {
	raw := &Raw{Config: map[string]string{}, samples: map[string]*samples{}}
	rounds := map[string]int{}
	r := benchfmt.NewReader(bytes.NewReader(text), path)
	for r.Scan() {
		switch rec := r.Result().(type) {
		case *benchfmt.SyntaxError:
			return nil, rec
		case *benchfmt.Result:
			name := rec.Name.String()
			if rounds[name]++; rounds[name] == 1 {
				raw.Cells = append(raw.Cells, name)
				raw.samples[name] = &samples{values: map[string][]float64{}}
			}
			raw.samples[name].add(rec.Values)
			if err := raw.config(rec); err != nil {
				return nil, err
			}
		}
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	if len(raw.Cells) == 0 {
		return nil, errors.New("no results")
	}
	raw.Rounds = rounds[raw.Cells[0]]
	for _, name := range raw.Cells {
		if rounds[name] != raw.Rounds {
			return nil, fmt.Errorf("%s was measured %d times, and %s %d times", raw.Cells[0], raw.Rounds, name, rounds[name])
		}
	}
	return raw, nil
}

// config holds a result's configuration against that of those before it.
func (raw *Raw) config(rec *benchfmt.Result) error {
	for _, key := range append(Keys(), "cpu", "python") {
		value := rec.GetConfig(key)
		if old, seen := raw.Config[key]; seen && old != value {
			return fmt.Errorf("%q is %q and then %q", key, old, value)
		}
		raw.Config[key] = value
	}
	return nil
}

var (
	key   = regexp.MustCompile(`^/[a-z][a-z0-9_]*=`)
	value = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)
	procs = regexp.MustCompile(`-[0-9]+$`)
)

// CheckName holds the full name of a benchmark, with the number of processors that go test puts behind it,
// against the rules: only /key=value after the base, keys in lower case, and no value that ends as the number
// of processors does, because with one processor there is none and the value would be taken for it.
func CheckName(name string) error {
	_, parts := benchfmt.Name(name).Parts()
	for i, part := range parts {
		if i == len(parts)-1 && part[0] == '-' {
			continue
		}
		k := key.Find(part)
		if k == nil {
			return fmt.Errorf("%s: %s is not /key=value with a lower-case key", name, part)
		}
		if v := part[len(k):]; !value.Match(v) || procs.Match(v) {
			return fmt.Errorf("%s: %s has a value that is empty, has a strange character or ends in -<digits>", name, part)
		}
	}
	return nil
}
