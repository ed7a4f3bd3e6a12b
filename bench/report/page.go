package report

import (
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"threadlab/racecases/page"
)

//go:embed page/*.md
var pages embed.FS

func fill(name string, data any, functions template.FuncMap) ([]byte, error) {
	return page.Fill(pages, "page/"+name, data, functions)
}

// Page returns the tables and pictures of a suite as Markdown. A row holds medians with their intervals, never a
// bare figure.
func Page(f *Figures) ([]byte, error) {
	noise := NoiseOf(f)
	return fill("suite.md", f, template.FuncMap{
		"queueing": func() string { return queueing }, "noise": func() string { return noiseSentence(noise) },
		"timePerOp": func() string { return TimePerOp }, "meaning": Meaning,
		"file": func(s Source) string { return FileName(f.Suite, s.Name) },
		"amount": func(i Impl, unit string) string {
			if v := i.Values(unit); v != nil {
				return Amount(v, unit)
			}
			return "-"
		},
		"compared": func(c Cell, i Impl) string { return compared(c.Base(), i, noise) },
	})
}

// compared says how an implementation of a cell compares with the first one there.
func compared(base, impl Impl, noise Noise) string {
	if impl.samples == base.samples {
		return "first"
	}
	says := Words(impl.Against(base, TimePerOp), TimePerOp, noise.of(TimePerOp)) + " than " + base.Name
	return strings.Replace(says, NoDifference+" than ", NoDifference+", against ", 1)
}

func noiseSentence(n Noise) string {
	if f, ok := n[TimePerOp]; ok {
		return fmt.Sprintf("The control, the same code measured twice, differed from itself by up to %.2f times: nothing smaller counts here.", f)
	}
	return "This run had no control (the same code measured twice), so only the test tells what is noise."
}

// Metrics returns the units besides time per op: quantiles in their order and all else after them.
func (bench Benchmark) Metrics() []string {
	var units []string
	for _, c := range bench.Cells {
		for _, impl := range c.Impls {
			for _, u := range impl.units {
				if u != TimePerOp && !slices.Contains(units, u) {
					units = append(units, u)
				}
			}
		}
	}
	rank := func(unit string) int {
		if i := slices.IndexFunc(Quantiles(), func(q Quantile) bool { return strings.HasPrefix(unit, q.Unit+"-") }); i >= 0 {
			return i
		}
		return len(Quantiles())
	}
	slices.SortStableFunc(units, func(a, b string) int { return rank(a) - rank(b) })
	return units
}

// Keys returns the keys that its cells have, in order of appearance.
func (bench Benchmark) Keys() []string {
	var keys []string
	for _, c := range bench.Cells {
		for _, p := range c.Keys {
			if !slices.Contains(keys, p.Key) {
				keys = append(keys, p.Key)
			}
		}
	}
	return keys
}

// Runtime returns what ran the benchmarks.
func (s Source) Runtime() string {
	if p := s.Raw.Config["python"]; p != "" {
		return "CPython " + p
	}
	return s.Raw.Config["go"]
}

// Machine describes where they ran.
func (s Source) Machine() string {
	c := s.Raw.Config
	return fmt.Sprintf("%s CPUs, %s/%s, %s, load %s", c["cpus"], c["goos"], c["goarch"], c["kernel"], c["load"])
}

// FileName returns the name of a suite's file from a source.
func FileName(suite, source string) string {
	if source == "" {
		return suite + ".txt"
	}
	return suite + "." + source + ".txt"
}

const queueing = "On 2 cores 16-1000 goroutines measure queueing, not parallelism."

// Readme returns the page that leads to everything in a folder of figures: for each suite what its tables and
// pictures show, and what made them. prefix stands in front of the names of files in links, as "bench/".
func Readme(dir, prefix string, all []*Figures) ([]byte, error) {
	data := struct {
		Prefix string
		All    []*Figures
	}{prefix, all}
	return fill("readme.md", data, template.FuncMap{
		"queueing": func() string { return queueing },
		"file":     func(f *Figures, s Source) string { return FileName(f.Suite, s.Name) },
		"there": func(name string) bool {
			_, err := os.Stat(filepath.Join(dir, name))
			return err == nil
		},
	})
}
