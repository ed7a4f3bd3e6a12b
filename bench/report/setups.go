package report

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/bench"
)

// Setups returns the page that holds the ratios of [bench.Targets] against one another: those of a quiet machine with all its
// processors, in the folder quiet, and those of each of [bench.Setups], in folders below dir. A figure that is missing is an error.
func Setups(quiet, dir string) ([]byte, error) {
	columns := []column{{"all processors", quiet}}
	for _, s := range bench.Setups() {
		columns = append(columns, column{s.Says, filepath.Join(dir, s.Name)})
	}
	var b bytes.Buffer
	b.WriteString(setupsHead)
	if err := ratioTable(&b, columns); err != nil {
		return nil, err
	}
	b.WriteString("\n## How noisy the machine was\n\nIn each suite one implementation is measured twice, as if it were two. So far did the two differ:\n\n")
	if err := noiseTable(&b, columns); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// A column is a setup and the folder of its figures.
type column struct{ says, dir string }

// head begins a table that has a column for each setup between the others.
func head(b *bytes.Buffer, before string, columns []column, after string) {
	fmt.Fprintf(b, "| %s |", before)
	for _, c := range columns {
		fmt.Fprintf(b, " %s |", c.says)
	}
	fmt.Fprintf(b, "%s\n|%s%s%s\n", after, strings.Repeat("---|", strings.Count(before, "|")+1),
		strings.Repeat("--:|", len(columns)), strings.Repeat("---|", strings.Count(after, "|")))
}

func ratioTable(b *bytes.Buffer, columns []column) error {
	head(b, "suite | cell | ours | peer", columns, " range | sign |")
	figures := make([]medians, len(columns))
	for i, c := range columns {
		figures[i] = mediansIn(c.dir)
	}
	kept, rows := 0, comparisons()
	for _, t := range rows {
		ratios := make([]float64, len(columns))
		for i, m := range figures {
			var err error
			if ratios[i], _, err = m.measured(t); err != nil {
				return err
			}
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |", t.Suite, t.Cell, t.Ours, t.Peer)
		for _, r := range ratios {
			fmt.Fprintf(b, " %s |", amount(t, r))
		}
		s := sign(ratios)
		fmt.Fprintf(b, " %s to %s | %s |\n", amount(t, slices.Min(ratios)), amount(t, slices.Max(ratios)), s)
		if s != changes {
			kept++
		}
	}
	fmt.Fprintf(b, "\n%d of %d keep their sign.\n", kept, len(rows))
	return nil
}

// noiseTable says how far the controls were from what they repeat.
func noiseTable(b *bytes.Buffer, columns []column) error {
	head(b, "suite", columns, "")
	for _, s := range bench.Promising() {
		fmt.Fprintf(b, "| %s |", s.Name)
		for _, c := range columns {
			f, err := ReadFigures(c.dir, s.Name)
			if err != nil {
				return err
			}
			fmt.Fprintf(b, " %.2f x |", NoiseOf(f).of(TimePerOp))
		}
		b.WriteString("\n")
	}
	return nil
}

const setupsHead = `# The same comparisons under other conditions

What is quoted of the speed elsewhere was measured on a quiet machine with all its processors. This page has the same ratios, ours to
the peer's, with 1, 2 and 4 for GOMAXPROCS, and beside another process that computes all the time on one thread. Only what keeps its
sign everywhere is quoted, as a range. Made by ` + "`go tool threadlab results -only bench`" + ` of what ` + "`go tool threadlab bench -setups`" + `
measured into the folders beside it.

`

const changes = "changes"

// sign says whether ours is faster in all setups, slower in all, or as fast in one and slower in another.
func sign(ratios []float64) string {
	const same = 0.05 // less than that is as fast as the peer
	switch {
	case slices.Max(ratios) < 1-same:
		return "faster"
	case slices.Min(ratios) > 1+same:
		return "slower"
	case slices.Max(ratios) <= 1+same && slices.Min(ratios) >= 1-same:
		return "as fast"
	case slices.Max(ratios) <= 1+same:
		return "not slower"
	}
	return changes
}

// comparisons returns the promises with a peer about the time of an operation, each cell and pair once.
func comparisons() []bench.Target {
	type pair struct{ cell, ours, peer string }
	seen := map[pair]bool{}
	return slices.DeleteFunc(bench.Targets(), func(t bench.Target) bool {
		p := pair{t.Cell, t.Ours, t.Peer}
		if t.Peer == "" || t.Unit != "" || seen[p] {
			return true
		}
		seen[p] = true
		return false
	})
}
