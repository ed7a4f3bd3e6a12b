package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/bench/measure"
	"threadlab/racecases/campaign"
	"threadlab/racecases/gocmd"
	"threadlab/scripts/threadlab/term"
)

// measureInto adds to a raw file what it lacks of some cells, under a line that says
// which command measured it, when and where, with runners that which Go built.
func measureInto(ctx context.Context, c *cli.Command, version string, e *campaign.Engine, m campaign.Measurement, cells []campaign.Cell, raw *campaign.Raw) error {
	host, err := measure.Inspect(ctx)
	if err != nil {
		return err
	}
	m.Had = map[campaign.Cell]campaign.Count{}
	for _, count := range campaign.Fold(raw.Had) {
		m.Had[count.Cell] = count
	}
	wanted := m.Wanted(cells)
	if wanted == 0 {
		fmt.Fprintf(c.Root().Writer, "all of these trials are in %s already\n", gocmd.FromHere(raw.Name()))
		return nil
	}
	err = raw.Add(campaign.Session{
		V: 1, Command: "go tool threadlab " + strings.Join(os.Args[1:], " "), Date: time.Now().UTC().Format(time.RFC3339),
		Commit: host.Commit, Go: version, CPUs: host.CPUs, Kernel: host.Kernel, Load: host.Load,
	})
	if err != nil {
		return err
	}
	bar := term.NewProgress(c.Root().ErrWriter, wanted, "trials")
	m.Done = func() { bar.Add(1) }
	lines, trials := 0, 0
	err = e.Measure(ctx, m, cells, func(count campaign.Count) error {
		lines, trials = lines+1, trials+count.Trials
		return raw.Add(count)
	})
	bar.Done()
	fmt.Fprintf(c.Root().Writer, "%d trials of %d cells added to %s\n", trials, lines, gocmd.FromHere(raw.Name()))
	return err
}

// readLines reads a file of raw lines, an object of JSON each.
func readLines[T any](file string) ([]T, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	all, err := gocmd.Decode[T](text)
	if err != nil {
		err = fmt.Errorf("%s: %w", file, err)
	}
	return all, err
}
