package main

import (
	"fmt"
	"slices"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

func strategyFlag() cli.Flag {
	return &cli.StringFlag{
		Name:  "strategy",
		Value: string(scheduler.DelayBounding),
		Usage: "which schedules: delay (all with few departures), dpor (one of each class), pct, pos, surw or random (drawn, until one fails or the budget is spent)",
	}
}

// strategyOf returns the strategy that is asked for.
func strategyOf(c *cli.Command) (scheduler.StrategyName, error) {
	s := scheduler.StrategyName(c.String("strategy"))
	switch {
	case !slices.Contains(scheduler.Strategies(), s):
		return "", fmt.Errorf("-strategy %s: want one of %s", s, names(scheduler.Strategies()))
	case s != scheduler.DelayBounding && c.IsSet("delays"):
		return "", fmt.Errorf("-delays is of -strategy delay, and %s knows no such bound", s)
	case s != scheduler.DelayBounding && c.IsSet("replay"):
		return "", fmt.Errorf("-replay runs one schedule, and -strategy %s searches many: want one of them", s)
	}
	return s, nil
}

// exhausted says what was tried when nothing is left.
func exhausted(r explore.Report) string {
	switch {
	case r.Schedules == 1 && (r.Verdict == scheduler.Proven || r.Complete):
		return "only one order is possible, and it passes"
	case r.Verdict == scheduler.Proven:
		return fmt.Sprintf("none of %s fails or races, and they stand for all", plural(r.Schedules, "schedule"))
	case r.Schedules == 1 && r.Strategy == scheduler.DPOR:
		return "only one order is possible if there is no data race, and it passes"
	case r.Strategy == scheduler.DPOR:
		return fmt.Sprintf("none of %s fails, which stand for all if there is no data race", plural(r.Schedules, "schedule"))
	case r.Schedules == 1:
		return fmt.Sprintf("only one order is possible with up to %s, and it passes", plural(r.Delays, "delay"))
	}
	return fmt.Sprintf("none of %s with up to %s fails", plural(r.Schedules, "schedule"), plural(r.Delays, "delay"))
}
