package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/bench/measure"
	"threadlab/racecases/atomicfile"
	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/lessons"
	"threadlab/racecases/matrix"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func soakCommand() *cli.Command {
	return &cli.Command{
		Name:  "soak",
		Usage: "run every correct half a thousand times: is anything reported?",
		Description: `In the race build, whose detector reports what is unordered even where nothing went wrong. Adds to the raw lines in
			results/detectors; exit status 1 if anything was reported.`,
		Flags: append(selectFlags(),
			&cli.IntFlag{Name: "trials", Aliases: []string{"runs"}, Value: matrix.SoakRuns, Usage: "run each half `N` times in all, those of earlier runs of this command counted"},
			&cli.IntFlag{Name: "p", Value: runtime.NumCPU(), Usage: "run `N` halves at a time"},
		),
		Action: overCases(func(ctx context.Context, c *cli.Command, refs []corpus.Ref) error {
			if err := atLeast(1, c, "trials", "p"); err != nil {
				return err
			}
			return soak(ctx, c, refs)
		}),
	}
}

// perProcess is how many runs share a process: few enough that each half is also seen in fresh ones.
const perProcess = 100

// soak adds the runs that are missing to results/detectors/soak.jsonl, and makes the page anew.
func soak(ctx context.Context, c *cli.Command, refs []corpus.Ref) error {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	version, err := builder.Go(ctx)
	if err != nil {
		return err
	}
	binaries, noRace, err := prepare(ctx, c.Root().ErrWriter, builder, detect.RaceBuild)
	if err := cmp.Or(err, noRace); err != nil {
		return err
	}
	dir := filepath.Join(builder.Root(), detectorResults)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	raw, err := campaign.OpenRaw(filepath.Join(dir, matrix.SoakLines))
	if err != nil {
		return err
	}
	defer raw.Close()
	m := campaign.Measurement{Refs: refs, Stop: campaign.Fixed(c.Int("trials")), Together: perProcess}
	cells := campaign.Grid(refs, []detect.Build{detect.RaceBuild}, []int{runtime.NumCPU()}, version)
	cells = slices.DeleteFunc(cells, func(cell campaign.Cell) bool { return cell.Half != corpus.Correct })
	if err := measureInto(ctx, c, version, campaign.New(binaries, c.Int("p")), m, cells, raw); err != nil {
		return err
	}
	return soakPage(c, dir)
}

// soakPage makes the page of what was measured so far, of all cases.
func soakPage(c *cli.Command, dir string) error {
	soaked, err := matrix.LoadSoak(corpus.Refs(lessons.All()), filepath.Join(dir, matrix.SoakLines))
	if err != nil {
		return err
	}
	page := filepath.Join(dir, matrix.SoakPage)
	if err := atomicfile.Write(page, []byte(soaked.Page())); err != nil {
		return err
	}
	out := term.NewScreen(c.Root().Writer)
	if unclean := soaked.Unclean(0); len(unclean) > 0 {
		for _, line := range unclean {
			out.Println(out.Bad("✗ ") + line)
		}
		return errUnexpected
	}
	out.Println(out.Good("✓ clean") + "   " + gocmd.FromHere(page))
	return nil
}

// measureInto adds to a raw file what it lacks of some cells, under a line that says
// which command measured it, when and where, with runners that which Go built.
func measureInto(ctx context.Context, c *cli.Command, version string, e *campaign.Engine, m campaign.Measurement, cells []campaign.Cell, raw *campaign.Raw) error {
	host, err := measure.Inspect(ctx)
	if err != nil {
		return err
	}
	m.Had = raw.Had
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
