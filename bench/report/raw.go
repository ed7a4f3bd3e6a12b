// Package report reads what the benchmarks printed and makes tables of it, with golang.org/x/perf.
package report

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"

	"golang.org/x/perf/benchfmt"
)

// Keys are the lines that a file of results must have in front of its figures: what made them, from what, and
// on which machine. "cpu", the processor's name, comes besides where Go knows it.
func Keys() []string {
	return []string{"commit", "go", "command", "date", "cpus", "kernel", "load", "goos", "goarch"}
}

// MachineKeys are the lines that tell machines apart on which figures differ whatever was measured.
func MachineKeys() []string { return []string{"goos", "goarch", "cpu", "cpus"} }

// ErrRaw is matched by every error about a file that is not what a whole run leaves behind.
var ErrRaw = errors.New("not a whole run")

// A Raw is the checked contents of a file of results.
type Raw struct {
	Config map[string]string // the configuration lines that are the same for all figures
	Varies []string          // the keys of those that are not, sorted: they are part of the names in Cells
	Cells  []string          // the full names of the benchmarks in order of appearance
	Rounds int               // how often each was measured

	name    string
	rows    []row
	better  benchfmt.UnitMetadataMap
	samples map[string]*samples
}

// samples are the values of one benchmark, round by round, and its units in order of appearance. The units are
// those of [benchunit.Tidy]: sec/op for ns/op.
type samples struct {
	first  row
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

// Read reads a file in Go's benchmark format and checks it: it has no other lines, all [Keys] are there and the same for all
// figures, every cell was measured equally often and has a time, and every name is one that benchstat takes apart as it is meant.
func Read(path string) (*Raw, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if err := checkLines(text, path); err != nil {
		return nil, err
	}
	raw, err := Parse(text, path)
	if err == nil {
		raw, err = raw.By(nil)
	}
	if err != nil {
		return nil, err
	}
	for _, key := range Keys() {
		if slices.Contains(raw.Varies, key) {
			return nil, fmt.Errorf("%s: %w: %s", path, ErrRaw, raw.contradiction(key))
		}
		if raw.Config[key] == "" {
			return nil, fmt.Errorf("%s: %w: %s has no %q", path, ErrRaw, raw.Cells[0], key)
		}
	}
	for _, name := range raw.Cells {
		if err := CheckName(name); err != nil {
			return nil, fmt.Errorf("%s: %w: %w", path, ErrRaw, err)
		}
		if raw.Values(name, TimePerOp) == nil {
			return nil, fmt.Errorf("%s: %w: %s has no ns/op", path, ErrRaw, name)
		}
	}
	return raw, nil
}

// checkLines refuses a line that no benchmark writes. Package benchfmt passes over it, as over what a test prints.
func checkLines(text []byte, name string) error {
	number := 0
	for line := range bytes.Lines(text) {
		if number++; !written.Match(line) {
			return &lineError{name, number, fmt.Sprintf("%v: %.40q is no line of a benchmark's output", ErrRaw, bytes.TrimSpace(line))}
		}
	}
	return nil
}

// written matches figures, configuration, comments and the end of a run.
var written = regexp.MustCompile(`^(Benchmark\S+\s.*\d|[a-z][^\sA-Z]*:|#|PASS\s*$|\s*$)`)

// ReadOutput reads what any go test -bench printed. It need not say what made it, but it must be whole: figures,
// nothing that cannot be read or compared, and every cell measured equally often in the same units.
func ReadOutput(path string) (*Raw, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(text, path)
}

// Parse is [ReadOutput] of a text that is called name in errors. Cells are told apart by their names and by every
// configuration line that differs inside the text, as pkg does where two packages were measured.
func Parse(text []byte, name string) (*Raw, error) {
	raw := &Raw{name: name, samples: map[string]*samples{}}
	if err := raw.parse(text); err != nil {
		return nil, err
	}
	// These lines say when and how all of a file was measured: one that differs inside a file makes two files of it.
	for _, key := range []string{"commit", "go", "command", "date", "cpus", "kernel", "load", "python"} {
		if slices.Contains(raw.Varies, key) {
			return nil, fmt.Errorf("%s: %w: %s", name, ErrRaw, raw.contradiction(key))
		}
	}
	return raw.By(raw.Varies)
}

// Name returns the path, or what [Parse] was given.
func (raw *Raw) Name() string { return raw.name }

// Values returns what was measured of a cell, round by round.
func (raw *Raw) Values(cell, unit string) []float64 { return raw.of(cell).values[unit] }

// Units returns the units in which a cell was measured.
func (raw *Raw) Units(cell string) []string { return raw.of(cell).units }

// ConfigOf returns a configuration line of a cell, or nothing.
func (raw *Raw) ConfigOf(cell, key string) string { return raw.of(cell).first.config[key] }

// of returns what was measured of a cell, nothing of one that was not.
func (raw *Raw) of(cell string) *samples {
	if s := raw.samples[cell]; s != nil {
		return s
	}
	return &samples{}
}

var (
	key   = regexp.MustCompile(`^/[a-z][a-z0-9_]*=`)
	value = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)
	procs = regexp.MustCompile(`-[0-9]+$`)
)

// CheckName holds the full name of a benchmark, with the number of processors that go test puts after it,
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
