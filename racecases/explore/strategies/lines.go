// Package strategies compares the strategies of package scheduler by how many schedules each
// runs until the first that fails, on programs whose default schedule does not.
package strategies

import (
	"fmt"
	"slices"

	"threadlab/racecases/explore/scheduler"
)

// Bounds of the comparison.
const (
	Seeds = 20
	Most  = 2000 // schedules of one search
)

// Names among those of strategies.
const (
	Survey  scheduler.StrategyName = "survey"  // what a survey picks
	Default scheduler.StrategyName = "default" // the default schedule alone
)

// Compared lists the strategies.
func Compared() []scheduler.StrategyName { return append(scheduler.Strategies(), Survey) }

// Options are those of the searches of a strategy, one for each seed; the reduction draws
// nothing, and has one search. Timers are late, as in the first question of a survey.
func Options(strategy scheduler.StrategyName) []scheduler.Options {
	o := scheduler.Options{Strategy: strategy, Delays: 1 << 20, Schedules: Most, NoEarlyTimers: true, First: true, Steps: 20_000}
	seeds := Seeds
	switch strategy {
	case Survey:
		o.Strategy, o.Survey = "", true
	case Default:
		o.Strategy, o.Delays, seeds = "", 0, 1
	case scheduler.DPOR:
		seeds = 1
	}
	var all []scheduler.Options
	for seed := range seeds {
		o.Seed = uint64(seed)
		all = append(all, o)
	}
	return all
}

// A Line is a raw line: the searches of one program by one strategy.
type Line struct {
	V        int                    `json:"v"`
	Program  string                 `json:"program"`
	Strategy scheduler.StrategyName `json:"strategy"`
	First    []int                  `json:"first"` // schedules up to the first that fails, by seed; 0: none of Most does
}

// First returns the schedules up to the first that fails, or 0.
func First(verdict scheduler.Verdict, findings, schedules int) int {
	if verdict == scheduler.Fails || findings > 0 {
		return schedules
	}
	return 0
}

// A Summary is the median and the interval that holds the median of the distribution with
// 95 %: by the binomial distribution, between the 6th and the 15th of 20. More than Most stands for a
// search that found nothing.
type Summary struct{ Median, Low, High int }

// Summary returns that of a line.
func (l Line) Summary() Summary {
	sorted := make([]int, len(l.First))
	for i, n := range l.First {
		if sorted[i] = n; n == 0 {
			sorted[i] = Most + 1
		}
	}
	slices.Sort(sorted)
	n := len(sorted)
	if n == 1 {
		return Summary{sorted[0], sorted[0], sorted[0]}
	}
	return Summary{sorted[(n-1)/2], sorted[n/4], sorted[n-1-n/4]}
}

// Found returns how many of the searches found a failing schedule.
func (l Line) Found() int {
	found := 0
	for _, n := range l.First {
		if n > 0 {
			found++
		}
	}
	return found
}

func (s Summary) String() string {
	if s.Low == s.High {
		return number(s.Median)
	}
	return fmt.Sprintf("%s (%s–%s)", number(s.Median), number(s.Low), number(s.High))
}

func number(n int) string {
	if n > Most {
		return "none"
	}
	return fmt.Sprint(n)
}
