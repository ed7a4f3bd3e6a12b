package pages

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/strategies"
)

// StrategyLines are the raw lines about strategies, in results/explore.
const StrategyLines = "strategies.jsonl"

// A strategyRow is what the raw lines say of one program.
type strategyRow struct {
	Program string
	by      map[scheduler.StrategyName]strategies.Line
}

// Cells are the summaries, in the order of the strategies, the best medians in bold.
func (r strategyRow) Cells() string {
	best := math.MaxInt
	for _, line := range r.by {
		best = min(best, line.Summary().Median)
	}
	var cells []string
	for _, name := range strategies.Compared() {
		line, ok := r.by[name]
		switch s := line.Summary(); {
		case !ok:
			cells = append(cells, "")
		case s.Median == best && best <= strategies.Most:
			cells = append(cells, "**"+s.String()+"**")
		default:
			cells = append(cells, s.String())
		}
	}
	return strings.Join(cells, " | ")
}

// found reports whether any search of the program found a failing schedule.
func (r strategyRow) found() bool {
	for _, line := range r.by {
		if line.Found() > 0 {
			return true
		}
	}
	return false
}

// Strategies makes the page on the strategies of the raw lines in a folder.
func Strategies(dir string) ([]byte, error) {
	lines, err := Lines[strategies.Line](filepath.Join(dir, StrategyLines))
	if err != nil {
		return nil, err
	}
	data := struct {
		Names          []scheduler.StrategyName
		Chains, Halves []strategyRow
		Unseen         []string // programs in which no search found a failing schedule
		First          int      // those of which the default schedule fails
		Most, Seeds    int
		Totals         []string
	}{Names: strategies.Compared(), Most: strategies.Most, Seeds: strategies.Seeds}
	rows := map[string]strategyRow{}
	for _, line := range lines {
		if line.Strategy == strategies.Default {
			data.First += line.Found()
			continue
		}
		if rows[line.Program].by == nil {
			rows[line.Program] = strategyRow{line.Program, map[scheduler.StrategyName]strategies.Line{}}
		}
		rows[line.Program].by[line.Strategy] = line
	}
	for _, chain := range strategies.Chains() {
		if row, ok := rows[chain.String()]; ok {
			data.Chains = append(data.Chains, row)
			delete(rows, chain.String())
		}
	}
	for _, row := range rows {
		if row.found() {
			data.Halves = append(data.Halves, row)
		} else {
			data.Unseen = append(data.Unseen, row.Program)
		}
	}
	slices.SortFunc(data.Halves, func(a, b strategyRow) int { return strings.Compare(a.Program, b.Program) })
	slices.Sort(data.Unseen)
	data.Totals = []string{
		total("a broken half", data.Halves), total("a bug of known depth", data.Chains),
	}
	return fill("strategies.md", data, nil)
}

// total returns a line of the table that sums up: how many searches found a failing
// schedule, and the geometric mean of the medians.
func total(name string, rows []strategyRow) string {
	line := "| " + name
	for _, strategy := range strategies.Compared() {
		found, searches, logs := 0, 0, 0.0
		for _, row := range rows {
			l := row.by[strategy]
			found, searches = found+l.Found(), searches+len(l.First)
			logs += math.Log(float64(max(l.Summary().Median, 1)))
		}
		line += fmt.Sprintf(" | %.1f %%, %.0f", 100*float64(found)/float64(max(searches, 1)), math.Exp(logs/float64(max(len(rows), 1))))
	}
	return line + " |"
}
