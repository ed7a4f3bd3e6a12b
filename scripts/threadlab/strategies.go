package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/strategies"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/pages"
	"threadlab/scripts/threadlab/term"
)

func strategiesCommand() *cli.Command {
	return &cli.Command{
		Name:  "strategies",
		Usage: "count the schedules to a first failure, by strategy",
		Description: `For each broken half, and for bugs of known depth: how many schedules each strategy of explore runs before one fails.
			Adds to the raw lines in results/explore; what is there is not counted again.`,
		Flags:  selectFlags(),
		Action: overCases(compareStrategies),
	}
}

// compareStrategies adds what is missing to the raw lines, each search of a program by a
// strategy at once, so that an interrupt loses nothing: the same command goes on.
func compareStrategies(ctx context.Context, c *cli.Command, refs []corpus.Ref) error {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	spin := term.NewSpinner(c.Root().ErrWriter, "building the broken halves")
	program, err := builder.Program(ctx, corpus.Broken, explore.BuildMode{MemoryAccesses: true})
	spin.Done()
	if err != nil {
		return err
	}
	var sources []searched
	for _, chain := range strategies.Chains() {
		sources = append(sources, searchedChain(chain))
	}
	for _, ref := range refs {
		if !ref.Case.Negative && ref.Case.NotModelled == "" {
			sources = append(sources, searchedHalf(program, ref))
		}
	}
	dir := filepath.Join(builder.Root(), exploreResults)
	bar := term.NewProgress(c.Root().ErrWriter, len(sources), "programs")
	defer bar.Done()
	for _, source := range sources {
		if err := source.compare(ctx, filepath.Join(dir, pages.StrategyLines)); err != nil {
			return err
		}
		bar.Add(1)
	}
	bar.Done()
	return publishPages(c, gocmd.FromHere(dir), map[string]pageMaker{"strategies.md": pages.Strategies})
}

// A searched program returns for each options the schedules up to the first that fails, or 0.
type searched struct {
	name string
	do   func(ctx context.Context, all []explore.Options) ([]int, error)
}

func searchedChain(chain strategies.Chain) searched {
	return searched{chain.String(), func(ctx context.Context, all []explore.Options) ([]int, error) {
		var first []int
		for _, o := range all {
			a, err := scheduler.Explore(ctx, o, chain.Program())
			if err != nil {
				return nil, err
			}
			first = append(first, strategies.First(a.Verdict, len(a.Findings), a.Schedules))
		}
		return first, ctx.Err()
	}}
}

func searchedHalf(program *explore.Program, ref corpus.Ref) searched {
	return searched{ref.Name(), func(ctx context.Context, all []explore.Options) ([]int, error) {
		var jobs []explore.Job
		for _, o := range all {
			jobs = append(jobs, explore.Job{Entry: ref.Name(), Options: o})
		}
		reports, err := program.Do(ctx, jobs...)
		if err != nil {
			return nil, err
		}
		var first []int
		for _, r := range reports {
			first = append(first, strategies.First(r.Verdict, len(r.Findings), r.Schedules))
		}
		return first, nil
	}}
}

// compare adds the lines of a program that a file lacks. Of one whose default schedule fails there is none but that.
func (s searched) compare(ctx context.Context, file string) error {
	lines, err := pages.Lines[strategies.Line](file)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	had := map[scheduler.StrategyName]strategies.Line{}
	for _, line := range lines {
		if line.Program == s.name {
			had[line.Strategy] = line
		}
	}
	for _, strategy := range append([]scheduler.StrategyName{strategies.Default}, strategies.Compared()...) {
		line, ok := had[strategy]
		if !ok {
			if line, err = s.add(ctx, strategy, file); err != nil {
				return err
			}
		}
		if strategy == strategies.Default && line.Found() > 0 {
			return nil
		}
	}
	return nil
}

// add searches with one strategy, and adds the line to the file.
func (s searched) add(ctx context.Context, strategy scheduler.StrategyName, file string) (strategies.Line, error) {
	first, err := s.do(ctx, strategies.Options(strategy))
	if err != nil {
		return strategies.Line{}, err
	}
	line := strategies.Line{V: 1, Program: s.name, Strategy: strategy, First: first}
	text, err := json.Marshal(line)
	if err != nil {
		return line, err
	}
	return line, appendTo(file, string(text)+"\n")
}
