package main

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/urfave/cli/v3"

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
		Usage: "run every correct half a thousand times in the race build, and say what was reported",
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

// perProcess is how many runs share a process: few enough that each half is also
// seen in fresh ones.
const perProcess = 100

// soak adds the runs that are missing to results/detectors/soak.jsonl, and makes the
// page anew.
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
