//go:build !race

package draw

import (
	"regexp"

	"threadlab/bench/report"
)

// A limit is the cell of the limits suite that nothing in some suites can beat, as a regular expression.
type limit struct{ cell, name string }

// limitOf returns the limit of a suite, or none.
func limitOf(suite string) limit {
	switch suite {
	case "lock", "rlock", "semaphore":
		return limit{`(?i)cas`, "a compare-and-swap pair"}
	case "condition", "barrier":
		return limit{`(?i)(hand.?off|ping.?pong)`, "a hand-off between processors"}
	}
	return limit{}
}

// floor draws the step that the machine needs at least.
func floor(suite string, s slice, limits *report.Figures) []curve {
	step := limitOf(suite)
	if limits == nil || step.cell == "" || suite == limits.Suite {
		return nil
	}
	y, found := step.time(limits)
	if !found {
		return nil
	}
	c := curve{name: "floor: " + step.name, reference: dotted()}
	for _, x := range s.values() {
		c.points = append(c.points, point{x, y, y, y})
	}
	return []curve{c}
}

// time returns the median of the first cell that matches.
func (step limit) time(limits *report.Figures) (median float64, found bool) {
	pattern := regexp.MustCompile(step.cell)
	limits.Each(func(b report.Benchmark, c report.Cell) {
		for _, impl := range c.Impls {
			name := b.Name + "/impl=" + impl.Name + "/" + c.String()
			if !found && pattern.MatchString(name) {
				median, found = report.Summarise(impl.Values(report.TimePerOp)).Center, true
			}
		}
	})
	return median, found
}
