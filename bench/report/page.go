package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// Page returns the tables and pictures of a suite as Markdown. A row holds medians with their intervals, never a
// bare figure.
func Page(f *Figures, charts []Chart) []byte {
	var b bytes.Buffer
	s := infoOf(f.Suite)
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", s.title, s.tables)
	fmt.Fprintf(&b, "A figure is the median of all rounds, with the 95 %% interval of that median in brackets. A factor is the median\n")
	fmt.Fprintf(&b, "of all ratios between the rounds of two implementations, with the interval that the Mann-Whitney test leaves;\n")
	fmt.Fprintf(&b, "%q is what that test says, or that the control differed from itself by as much.\n\n", NoDifference)
	noise := NoiseOf(f)
	fmt.Fprintf(&b, "%s\n\n%s\n", noiseSentence(noise), queueing)
	for _, c := range charts {
		fmt.Fprintf(&b, "\n![%s](%s)\n\n%s\n", c.Title, c.File, c.Says)
	}
	for _, bench := range f.Benchmarks {
		fmt.Fprintf(&b, "\n## %s\n", bench.Name)
		timeTable(&b, bench, noise)
		otherTable(&b, bench)
	}
	fmt.Fprintf(&b, "\n## What made them\n")
	sources(&b, f)
	return b.Bytes()
}

const queueing = "On 2 cores 16-1000 goroutines measure queueing, not parallelism."

func noiseSentence(n Noise) string {
	if f, ok := n[TimePerOp]; ok {
		return fmt.Sprintf("The control, the same code measured twice, differed from itself by up to %.2f times: nothing smaller counts here.", f)
	}
	return "This run had no control (the same code measured twice), so only the test tells what is noise."
}

// timeTable has a row for each implementation in each cell, beside the first one there.
func timeTable(b *bytes.Buffer, bench Benchmark, noise Noise) {
	keys := bench.Keys()
	fmt.Fprintf(b, "\n| %simplementation | %s | compared with the first |\n|%s---|---|---|\n", cellsOf(keys), Meaning(TimePerOp), strings.Repeat("--:|", len(keys)))
	for _, c := range bench.Cells {
		base := c.Base()
		for i, impl := range c.Impls {
			says := "first"
			if i > 0 {
				says = Words(Compare(impl.values[TimePerOp], base.values[TimePerOp]), TimePerOp, noise.of(TimePerOp)) + " than " + base.Name
				says = strings.Replace(says, NoDifference+" than ", NoDifference+", against ", 1)
			}
			fmt.Fprintf(b, "| %s%s | %s | %s |\n", valuesOf(c, keys), impl.Name, Amount(impl.values[TimePerOp], TimePerOp), says)
		}
	}
}

// otherTable has a column for each metric besides time per op.
func otherTable(b *bytes.Buffer, bench Benchmark) {
	units := bench.Metrics()
	if len(units) == 0 {
		return
	}
	keys := bench.Keys()
	fmt.Fprintf(b, "\n| %simplementation |", cellsOf(keys))
	for _, u := range units {
		fmt.Fprintf(b, " %s |", Meaning(u))
	}
	fmt.Fprintf(b, "\n|%s---|%s\n", strings.Repeat("--:|", len(keys)), strings.Repeat("---|", len(units)))
	for _, c := range bench.Cells {
		for _, impl := range c.Impls {
			fmt.Fprintf(b, "| %s%s |", valuesOf(c, keys), impl.Name)
			for _, u := range units {
				text := "-"
				if v := impl.values[u]; v != nil {
					text = Amount(v, u)
				}
				fmt.Fprintf(b, " %s |", text)
			}
			fmt.Fprintln(b)
		}
	}
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
		q, _, _ := strings.Cut(unit, "-")
		if i := slices.Index([]string{"p50", "p99", "p999", "max"}, q); i >= 0 {
			return i
		}
		return 9
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

func cellsOf(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w + " | ")
	}
	return b.String()
}

func valuesOf(c Cell, keys []string) string {
	var values []string
	for _, k := range keys {
		values = append(values, c.Get(k))
	}
	return cellsOf(values)
}

// sources says what made each file.
func sources(b *bytes.Buffer, f *Figures) {
	fmt.Fprintf(b, "\n| file | made by | commit | runtime | machine | date | rounds |\n|---|---|---|---|---|---|--:|\n")
	for _, s := range f.Sources {
		c := s.Raw.Config
		fmt.Fprintf(b, "| %s | `%s` | %s | %s | %s | %s | %d |\n", FileName(f.Suite, s.Name), c["command"], c["commit"], s.runtime(), machine(c), c["date"], s.Raw.Rounds)
	}
}

// runtime returns what ran the benchmarks.
func (s Source) runtime() string {
	if p := s.Raw.Config["python"]; p != "" {
		return "CPython " + p
	}
	return s.Raw.Config["go"]
}

func machine(c map[string]string) string {
	return fmt.Sprintf("%s CPUs, %s/%s, %s, load %s", c["cpus"], c["goos"], c["goarch"], c["kernel"], c["load"])
}

// FileName returns the name of a suite's file from a source.
func FileName(suite, source string) string {
	if source == "" {
		return suite + ".txt"
	}
	return suite + "." + source + ".txt"
}
