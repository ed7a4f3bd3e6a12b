package report

import (
	"fmt"
	"path/filepath"
	"slices"
	"text/template"

	"threadlab/bench"
)

// Setups returns the page that holds the ratios of [bench.Targets] against one another: those of a quiet machine with all its
// processors, in the folder quiet, and those of each of [bench.Setups], in folders below dir. A figure that is missing is an error.
func Setups(quiet, dir string) ([]byte, error) {
	page := struct {
		Columns []column
		Rows    []ratioRow
		Kept    int
	}{Columns: []column{{"all processors", figuresIn(quiet)}}}
	for _, s := range bench.Setups() {
		page.Columns = append(page.Columns, column{s.Says, figuresIn(filepath.Join(dir, s.Name))})
	}
	for _, t := range comparisons() {
		row, err := rowOf(t, page.Columns)
		if err != nil {
			return nil, err
		}
		if page.Rows = append(page.Rows, row); row.Sign != changes {
			page.Kept++
		}
	}
	return fill("setups.md", page, template.FuncMap{
		"promising": func() []bench.Suite { return bench.Promising(bench.Suites()) },
		"noise": func(c column, suite string) (string, error) { // how far the controls were from what they repeat
			f, err := ReadFigures(c.figures.dir, suite)
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("%.2f x", NoiseOf(f).of(TimePerOp)), nil
		},
	})
}

// A column is a setup and its figures.
type column struct {
	Says    string
	figures folder
}

// A ratioRow is a promise with its ratio in each setup.
type ratioRow struct {
	bench.Target
	Ratios      []string
	Range, Sign string
}

func rowOf(t bench.Target, columns []column) (ratioRow, error) {
	row, ratios := ratioRow{Target: t}, make([]float64, len(columns))
	for i, c := range columns {
		got, _, err := c.figures.measured(t)
		if err != nil {
			return row, err
		}
		ratios[i] = got.Ratio
		row.Ratios = append(row.Ratios, amount(t, ratios[i]))
	}
	row.Range = amount(t, slices.Min(ratios)) + " to " + amount(t, slices.Max(ratios))
	row.Sign = sign(ratios)
	return row, nil
}

const changes = "changes"

// sign says whether ours is faster in all setups, slower in all, as fast in some and one of the two in the others, or whether it
// changes from one to the other.
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
	case slices.Min(ratios) >= 1-same:
		return "not faster"
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
