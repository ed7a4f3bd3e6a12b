package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/bench"
	"threadlab/bench/benchstat"
	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/racecases/atomicfile"
	"threadlab/racecases/corpus"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/lessons"
	"threadlab/racecases/matrix"
	"threadlab/scripts/threadlab/pages"
	"threadlab/scripts/threadlab/term"
)

func resultsCommand() *cli.Command {
	kinds := []string{"bench", "detectors", "explore", "compare"}
	return &cli.Command{
		Name:        "results",
		Usage:       "make the pages under results from the raw lines there",
		Description: `Measures nothing: every page, table and picture there follows from the raw lines beside it.`,
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "only", Usage: "only the pages of this `KIND`: " + strings.Join(kinds, " ") + " (may be repeated)"},
		},
		Action: alone(func(ctx context.Context, c *cli.Command) error {
			only := c.StringSlice("only")
			for _, kind := range only {
				if !slices.Contains(kinds, kind) {
					return fmt.Errorf("-only %s: want one of %s", kind, strings.Join(kinds, " "))
				}
			}
			host, err := measure.Inspect(ctx)
			if err != nil {
				return err
			}
			r := results{c: c, root: host.Root, dir: gocmd.FromHere(filepath.Join(host.Root, "results"))}
			for i, publish := range []func(context.Context) error{r.bench, r.detectors, r.explore, r.compare} {
				if len(only) > 0 && !slices.Contains(only, kinds[i]) {
					continue
				}
				if err := publish(ctx); err != nil {
					return err
				}
			}
			return nil
		}),
	}
}

// results makes the pages below a folder from the raw lines beside them.
type results struct {
	c         *cli.Command
	root, dir string
}

// bench makes the tables of each file of figures, then the pages and pictures of the suites.
func (r results) bench(ctx context.Context) error {
	dir := filepath.Join(r.dir, "bench")
	p := reporter{
		out: term.NewScreen(r.c.Root().Writer), errs: r.c.Root().ErrWriter, root: r.root,
		from: dir, to: dir, standard: true, suites: bench.Suites(),
	}
	stat, err := benchstat.Find(ctx, r.root)
	if err != nil {
		return err
	}
	for _, s := range p.suites {
		f, err := report.ReadFigures(dir, s.Name)
		if err != nil {
			return err
		}
		for _, source := range f.Sources {
			table, err := stat.Table(ctx, source.File)
			if err != nil {
				return err
			}
			if err := atomicfile.Write(benchstat.TablePath(source.File), table); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(report.PublishTargets(dir), report.PublishFidelity(dir), report.PublishSetups(dir, filepath.Join(r.dir, "setups"))); err != nil {
		return err
	}
	return p.report(ctx, true)
}

// detectors makes the pages of the matrix, of each other Go that is compared with it, and of the soak.
func (r results) detectors(ctx context.Context) error {
	dir, refs := filepath.Join(r.dir, "detectors"), corpus.Refs(lessons.All())
	raw, err := filepath.Glob(filepath.Join(dir, "raw*.jsonl"))
	if err != nil {
		return err
	}
	if err := publishMatrix(ctx, r.c, r.root, refs, dir, raw...); err != nil {
		return err
	}
	others, err := filepath.Glob(filepath.Join(dir, "toolchain-*.jsonl"))
	if err != nil {
		return err
	}
	for _, file := range others {
		name := strings.TrimSuffix(file, ".jsonl")
		version := strings.TrimPrefix(filepath.Base(name), "toolchain-")
		if err := compareToolchains(r.c, r.root, refs, version, name+".md", file); err != nil {
			return err
		}
	}
	return soakPage(r.c, dir)
}

// The raw lines of the explorer's pages, below the module's root.
const (
	exploreResults = "results/explore"
	scheduleLines  = "corpus.jsonl"
)

// explore makes the pages on the explorer.
func (r results) explore(context.Context) error {
	err := publishPages(r.c, filepath.Join(r.dir, "explore"), map[string]pageMaker{
		"README.md": pages.Explore, "speed.md": pages.Speed, "strategies.md": pages.Strategies, "bugs.md": pages.Bugs,
	})
	if err != nil {
		return err
	}
	return schedulesPage(r.c, r.root)
}

// compare makes the page on the gate of compare.
func (r results) compare(context.Context) error {
	return publishPages(r.c, filepath.Join(r.dir, "compare"), map[string]pageMaker{"README.md": pages.Compare})
}

// schedulesPage makes the page of what was counted so far, of all cases.
func schedulesPage(c *cli.Command, root string) error {
	return publishPages(c, gocmd.FromHere(filepath.Join(root, exploreResults)), map[string]pageMaker{"corpus.md": func(dir string) ([]byte, error) {
		counts, err := matrix.ReadScheduleCounts(filepath.Join(dir, scheduleLines))
		return []byte(matrix.SchedulesPage(corpus.Refs(lessons.All()), counts)), err
	}})
}

// A pageMaker makes a page of the raw lines in a folder.
type pageMaker func(dir string) ([]byte, error)

// publishPages writes pages beside their raw lines and names them. If one cannot be made none is written.
func publishPages(c *cli.Command, dir string, makers map[string]pageMaker) error {
	texts := map[string][]byte{}
	for name, pageOf := range makers {
		var err error
		if texts[name], err = pageOf(dir); err != nil {
			return err
		}
	}
	if err := atomicfile.WriteAll(dir, texts); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		succeed(c, "page", "  %s", filepath.Join(dir, name))
	}
	return nil
}
