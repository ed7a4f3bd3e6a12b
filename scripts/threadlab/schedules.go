package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/matrix"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func schedulesCommand() *cli.Command {
	return &cli.Command{
		Name:  "schedules",
		Usage: "count the schedules of the correct halves",
		Description: `For each correct half: how many schedules there are with up to two and with up to three delays, and how many classes
			that differ in what they do. Adds to the raw lines in results/explore, of which results makes the page.`,
		Flags: append(selectFlags(),
			&cli.BoolFlag{Name: "proofs", Usage: "count those of each class only"},
			&cli.DurationFlag{Name: "time", Value: matrix.ScheduleLimit, Usage: "the most `TIME` that each count takes"}),
		Action: overCases(countSchedules),
	}
}

// countSchedules adds what it has counted of each case to the raw lines at once, so that an interrupt loses nothing.
func countSchedules(ctx context.Context, c *cli.Command, refs []corpus.Ref) error {
	limit, err := timeOf(c, matrix.ScheduleLimit)
	if err != nil {
		return err
	}
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	spin := term.NewSpinner(c.Root().ErrWriter, "building the correct halves")
	program, err := builder.Program(ctx, corpus.Correct, explore.BuildMode{})
	watched, raceErr := builder.Program(ctx, corpus.Correct, explore.BuildMode{Race: true})
	spin.Done()
	if err := cmp.Or(err, raceErr); err != nil {
		return err
	}
	counters := []counter{
		{watched, explore.Options{Strategy: scheduler.DPOR}}, {program, explore.Options{Delays: 2}}, {program, explore.Options{Delays: 3}},
	}
	if c.Bool("proofs") {
		counters = counters[:1]
	}
	file := filepath.Join(builder.Root(), exploreResults, scheduleLines)
	bar := term.NewProgress(c.Root().ErrWriter, len(refs), "cases")
	defer bar.Done()
	for _, ref := range refs {
		if ref.Case.NotModelled == "" {
			counts, err := schedulesOf(ctx, ref, limit, counters)
			if err != nil {
				return err
			}
			if err := matrix.AddScheduleCounts(file, counts...); err != nil {
				return err
			}
		}
		bar.Add(1)
	}
	bar.Done()
	return schedulesPage(c, builder.Root())
}

// A counter counts the schedules of a search.
type counter struct {
	program *explore.Program
	options explore.Options
}

// schedulesOf counts the schedules of one correct half, none of which may fail.
func schedulesOf(ctx context.Context, ref corpus.Ref, limit time.Duration, counters []counter) ([]matrix.ScheduleCount, error) {
	var counts []matrix.ScheduleCount
	for _, by := range counters {
		by.options.Time = limit
		r, err := by.program.Explore(ctx, ref.Name(), by.options)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return nil, err
		case r.Verdict == scheduler.Fails:
			return nil, fmt.Errorf("%s: its correct half fails: %v", ref.Name(), r.Failure)
		}
		count := matrix.ScheduleCount{V: 1, Case: ref.Name(), Delays: by.options.Delays, More: r.Verdict == scheduler.Stopped, Partial: r.Draws.Partial > 0}
		if !count.More {
			count.Schedules = r.Schedules
		}
		if by.options.Strategy == scheduler.DPOR {
			count.Delays, count.Processor = matrix.AnyDelays, r.Processor
		}
		counts = append(counts, count)
	}
	return counts, nil
}
