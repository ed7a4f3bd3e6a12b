package report

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"

	"threadlab/bench"
)

// Figures are what was measured of one suite: by its own benchmarks, and by other runtimes under the same names.
type Figures struct {
	Suite      string
	Sources    []Source // the suite's own file first
	Benchmarks []Benchmark
	Charts     []Chart // of package draw
}

// A Chart is a picture of a suite.
type Chart struct {
	File  string `json:"file"` // its name, beside the suite's page
	Title string `json:"title"`
	Says  string `json:"says"` // what it shows, in a sentence
	SVG   []byte `json:"svg"`
}

// About returns what is known of the suite: of one that is not of this module, its name.
func (f *Figures) About() bench.Suite {
	all := bench.Suites()
	if i := slices.IndexFunc(all, func(s bench.Suite) bool { return s.Name == f.Suite }); i >= 0 {
		return all[i]
	}
	return bench.Suite{Name: f.Suite, Title: f.Suite, Shows: "What the benchmarks of " + f.Suite + " measured."}
}

// A Source is a file of figures.
type Source struct {
	Name string // what stands between suite and .txt: "cpython3.13t"; empty for the suite's own file
	File string
	Raw  *Raw
}

// A Benchmark is the cells of one name, such as Lock, in order of appearance.
type Benchmark struct {
	Name  string
	Cells []Cell
}

// A Cell is a point that several implementations were measured at.
type Cell struct {
	Keys  []Pair // without impl
	Impls []Impl
}

// A Pair is a /key=value of a benchmark's name.
type Pair struct{ Key, Value string }

// An Impl is one implementation in one cell.
type Impl struct {
	Name   string
	Source string
	*samples
}

// Against returns how much larger a figure of i is than base's: by rounds, if the same source measured both in turns.
func (i Impl) Against(base Impl, unit string) Effect {
	if i.Source == base.Source {
		return Paired(i.values[unit], base.values[unit])
	}
	return Compare(i.values[unit], base.values[unit])
}

// Get returns the value of a key, or nothing.
func (c Cell) Get(key string) string {
	for _, p := range c.Keys {
		if p.Key == key {
			return p.Value
		}
	}
	return ""
}

// String returns the keys and values as they stand in the benchmark's name.
func (c Cell) String() string {
	var words []string
	for _, p := range c.Keys {
		words = append(words, p.Key+"="+p.Value)
	}
	return strings.Join(words, "/")
}

// Base is what the others in a cell are compared with: the first of the suite's own file.
func (c Cell) Base() Impl { return c.Impls[0] }

// ReadFigures reads the files of a suite in a folder: SUITE.txt, which there must be, and SUITE.SOURCE.txt.
func ReadFigures(dir, suite string) (*Figures, error) {
	f := &Figures{Suite: suite}
	if err := f.read(filepath.Join(dir, suite+".txt"), ""); err != nil {
		return nil, err
	}
	others, err := filepath.Glob(filepath.Join(dir, suite+".*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(others)
	for _, path := range others {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), suite+"."), ".txt")
		if name == "benchstat" || strings.HasSuffix(name, ".benchstat") {
			continue
		}
		if err := f.read(path, name); err != nil {
			return nil, err
		}
	}
	return f, nil
}

func (f *Figures) read(path, source string) error {
	raw, err := Read(path)
	if os.IsNotExist(err) {
		return fmt.Errorf("%s: measure first, go tool threadlab bench -suite %s: %w", path, f.Suite, os.ErrNotExist)
	}
	if err != nil {
		return err
	}
	f.Sources = append(f.Sources, Source{source, path, raw})
	procs := severalProcs(raw)
	for _, full := range raw.Cells {
		f.add(full, source, procs, raw.samples[full])
	}
	return nil
}

func (f *Figures) add(full, source string, procs bool, s *samples) {
	name, keys, impl := split(full, procs)
	i := slices.IndexFunc(f.Benchmarks, func(b Benchmark) bool { return b.Name == name })
	if i < 0 {
		i = len(f.Benchmarks)
		f.Benchmarks = append(f.Benchmarks, Benchmark{Name: name})
	}
	b := &f.Benchmarks[i]
	j := slices.IndexFunc(b.Cells, func(c Cell) bool { return slices.Equal(c.Keys, keys) })
	if j < 0 {
		j = len(b.Cells)
		b.Cells = append(b.Cells, Cell{Keys: keys})
	}
	b.Cells[j].Impls = append(b.Cells[j].Impls, Impl{impl, source, s})
}

// split takes a full name apart. The number of processors, which go test puts last and leaves out if it is 1, is
// a key like the others where a file has several.
func split(full string, procs bool) (name string, keys []Pair, impl string) {
	base, parts := benchfmt.Name(full).Parts()
	cpus := "1"
	for _, part := range parts {
		key, value, _ := strings.Cut(strings.TrimPrefix(string(part), "/"), "=")
		switch {
		case part[0] == '-':
			cpus = string(part[1:])
		case key == "impl":
			impl = value
		default:
			keys = append(keys, Pair{key, value})
		}
	}
	if procs {
		keys = append(keys, Pair{"gomaxprocs", cpus})
	}
	return string(base), keys, impl
}

func severalProcs(raw *Raw) bool {
	seen := map[string]bool{}
	for _, full := range raw.Cells {
		_, keys, _ := split(full, true)
		seen[keys[len(keys)-1].Value] = true
	}
	return len(seen) > 1
}

// Machines says in a line how the machines differ that figures were measured on, and in which files; empty: they do not.
func Machines(all []*Figures) string {
	var differences []string
	for _, key := range MachineKeys() {
		var places []string
		seen := map[string]bool{}
		for _, f := range all {
			for _, s := range f.Sources {
				if value := s.Raw.Config[key]; value != "" && !seen[value] { // not every source knows it
					seen[value] = true
					places = append(places, value+" in "+filepath.Base(s.File))
				}
			}
		}
		if len(places) > 1 {
			differences = append(differences, key+" "+strings.Join(places, ", "))
		}
	}
	return strings.Join(differences, "; ")
}
