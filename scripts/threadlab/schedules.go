package main

import (
	"context"
	"fmt"
	"path/filepath"

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
		Name:   "schedules",
		Usage:  "count the schedules of correct halves with up to two and three delays, into results/explore",
		Flags:  selectFlags(),
		Action: overCases(countSchedules),
	}
}

// countSchedules adds what it has counted of each case to the raw lines at once, so that
// an interrupt loses nothing.
func countSchedules(ctx context.Context, c *cli.Command, refs []corpus.Ref) error {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	spin := term.NewSpinner(c.Root().ErrWriter, "building the correct halves")
	program, err := builder.Program(ctx, corpus.Correct, explore.BuildMode{})
	spin.Done()
	if err != nil {
		return err
	}
	file := filepath.Join(builder.Root(), exploreResults, scheduleLines)
	bar := term.NewProgress(c.Root().ErrWriter, len(refs), "cases")
	defer bar.Done()
	for _, ref := range refs {
		if ref.Case.Explorer.NotModelled == "" {
			counts, err := schedulesOf(ctx, program, ref)
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

// schedulesOf counts the schedules of one correct half, none of which may fail.
func schedulesOf(ctx context.Context, program *explore.Program, ref corpus.Ref) ([]matrix.ScheduleCount, error) {
	var counts []matrix.ScheduleCount
	for _, delays := range []int{2, 3} {
		r, err := program.Explore(ctx, ref.Name(), explore.Options{Delays: delays, Time: matrix.ScheduleLimit})
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			return nil, err
		case r.Verdict == scheduler.Fails:
			return nil, fmt.Errorf("%s: its correct half fails: %v", ref.Name(), r.Failure)
		}
		count := matrix.ScheduleCount{V: 1, Case: ref.Name(), Delays: delays, More: r.Verdict != scheduler.Exhausted}
		if !count.More {
			count.Schedules = r.Schedules
		}
		counts = append(counts, count)
	}
	return counts, nil
}
