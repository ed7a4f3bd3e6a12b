package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/export"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/matrix"
	"threadlab/racecases/trial"
)

func matrixCommand() *cli.Command {
	return &cli.Command{
		Name:  "matrix",
		Usage: "measure which detector sees which bug, and how often",
		Description: `Runs each half under each detector many times, and adds a raw line for each cell. Of such lines -merge makes the
			pages in results/detectors.`,
		ArgsUsage: "[-merge FILE...]",
		Flags: append(selectFlags(),
			&cli.IntFlag{Name: "trials", Usage: "run each cell `N` times (0: by what it shows 73, 150 or 300)"},
			&cli.StringFlag{Name: "procs", Value: "1,2,4", Usage: "GOMAXPROCS of the plain and race builds, as a `LIST`"},
			&cli.StringSliceFlag{Name: "build", Usage: "only this `BUILD`: " + names(detect.Builds(), " ") + " (may be repeated)"},
			&cli.StringFlag{Name: "shard", Usage: "only part `i/n` of the cells, i from 0 (default with JOB_COMPLETION_INDEX and JOB_COMPLETIONS set: these)"},
			&cli.StringFlag{Name: "toolchain", Usage: "build with this `GO`, such as go1.27.4, and compare with what is committed; with -merge the Go of the files"},
			&cli.IntFlag{Name: "p", Value: runtime.NumCPU(), Usage: "measure `N` cells at a time"},
			&cli.BoolFlag{Name: "merge", Usage: "measure nothing: make the pages from these raw files"},
			&cli.StringFlag{Name: "o", Usage: "add raw lines to this `FILE`, - for standard output (default: in the module's results/detectors); with -merge the folder of the pages"},
		),
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Bool("merge") {
				return mergeMatrix(ctx, c)
			}
			if err := noArguments(c); err != nil {
				return err
			}
			m, err := newMatrixRun(ctx, c)
			if err != nil {
				return err
			}
			return m.run(ctx)
		},
	}
}

// A matrixRun measures cells and adds a raw line for each.
type matrixRun struct {
	c       *cli.Command
	builder *trial.Builder
	builds  []detect.Build
	version string // of the Go that builds
	shard   shard
	cells   []campaign.Cell
	measure campaign.Measurement
	engine  *campaign.Engine
	file    string
}

func newMatrixRun(ctx context.Context, c *cli.Command) (*matrixRun, error) {
	refs, err := selected(c)
	if err != nil {
		return nil, err
	}
	if err := cmp.Or(atLeast(0, c, "trials"), atLeast(1, c, "p")); err != nil {
		return nil, err
	}
	procs, err := parseProcs(c.String("procs"))
	if err != nil {
		return nil, err
	}
	m := &matrixRun{c: c}
	if m.builds, err = parseBuilds(c.StringSlice("build"), detect.Builds()); err != nil {
		return nil, err
	}
	if m.shard, err = parseShard(c.String("shard")); err != nil {
		return nil, err
	}
	if m.builder, err = trial.NewBuilder(ctx); err != nil {
		return nil, err
	}
	if name := c.String("toolchain"); name != "" {
		if len(c.StringSlice("build")) == 0 { // the explorer is instrumented by this Go
			m.builds = slices.DeleteFunc(m.builds, func(b detect.Build) bool { return b == detect.ExplorerBuild })
		}
		m.builder = m.builder.With(name)
	}
	if m.version, err = m.builder.Go(ctx); err != nil {
		return nil, err
	}
	m.cells = campaign.Shard(campaign.Grid(refs, m.builds, procs, m.version), m.shard.I, m.shard.N)
	m.measure = campaign.Measurement{Refs: refs, Stop: campaign.MatrixRule, Shard: m.shard.Name}
	if n := c.Int("trials"); n > 0 {
		m.measure.Stop = campaign.Fixed(n)
	}
	m.file = c.String("o")
	if m.file == "" {
		m.file = filepath.Join(m.builder.Root(), detectorResults, m.fileName())
	}
	return m, nil
}

// detectorResults is where the raw lines and the pages are kept, below the module's root.
const detectorResults = "results/detectors"

// fileName tells the raw lines of the Go of this module from those of another, and
// the parts of a whole from each other.
func (m *matrixRun) fileName() string {
	name := "raw"
	if m.c.String("toolchain") != "" {
		name = "toolchain-" + m.version
	}
	if m.shard.Name != "" {
		name += "-" + strings.ReplaceAll(m.shard.Name, "/", "-of-")
	}
	return name + ".jsonl"
}

func (m *matrixRun) run(ctx context.Context) error {
	if err := m.prepare(ctx); err != nil {
		return err
	}
	if m.file == "-" {
		return m.engine.Measure(ctx, m.measure, m.cells, func(c campaign.Count) error { return export.Line(m.c.Root().Writer, c) })
	}
	if err := os.MkdirAll(filepath.Dir(m.file), 0o755); err != nil {
		return err
	}
	raw, err := campaign.OpenRaw(m.file)
	if err != nil {
		return err
	}
	defer raw.Close()
	if err := measureInto(ctx, m.c, m.version, m.engine, m.measure, m.cells, raw); err != nil {
		return err
	}
	if m.c.String("toolchain") != "" {
		name := strings.TrimSuffix(m.file, ".jsonl") + ".md"
		return compareToolchains(m.c, m.builder.Root(), m.measure.Refs, m.version, name, m.file)
	}
	return nil
}

// prepare makes the builds. Without the race build the others are measured.
func (m *matrixRun) prepare(ctx context.Context) error {
	errs := m.c.Root().ErrWriter
	binaries, noRace, err := prepare(ctx, errs, m.builder, m.builds...)
	if err != nil {
		return err
	}
	if noRace != nil {
		remark(errs, "%v. Everything but the race build is measured", noRace)
	}
	m.engine = campaign.New(binaries, m.c.Int("p"))
	return nil
}

// mergeMatrix makes the pages from raw files. It measures nothing.
func mergeMatrix(ctx context.Context, c *cli.Command) error {
	files := c.Args().Slice()
	if len(files) == 0 {
		return errors.New("-merge takes raw files, as in: threadlab matrix -merge results/detectors/raw*.jsonl")
	}
	refs, err := selected(c)
	if err != nil {
		return err
	}
	b, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	dir := c.String("o")
	if dir == "" {
		dir = gocmd.FromHere(filepath.Join(b.Root(), detectorResults))
	}
	if name := c.String("toolchain"); name != "" {
		return compareToolchains(c, b.Root(), refs, name, filepath.Join(dir, "toolchain-"+name+".md"), files...)
	}
	return publishMatrix(ctx, c, b.Root(), refs, dir, files...)
}

// publishMatrix makes the pages of the matrix in a folder from raw files.
func publishMatrix(ctx context.Context, c *cli.Command, root string, refs []corpus.Ref, dir string, raw ...string) error {
	measured, err := matrix.ReadSide(raw...)
	if err != nil {
		return err
	}
	m := matrix.New(refs, measured)
	if len(m.Entries) == 0 {
		return errors.New("these raw files hold no cell of the selected cases")
	}
	d, err := findDrawer(ctx, root, c.Root().ErrWriter)
	if err != nil {
		return err
	}
	heat, err := d.heat(ctx, m.Heat())
	if err != nil {
		return err
	}
	files, err := m.Files(heat)
	if err == nil {
		err = atomicfile.WriteAll(dir, files)
	}
	if err != nil {
		return err
	}
	succeed(c, fmt.Sprintf("%d cells", len(m.Entries)), ": %s", filepath.Join(dir, "matrix.md"))
	return nil
}

// compareToolchains makes the page that holds what the Go of some version showed against what is committed.
func compareToolchains(c *cli.Command, root string, refs []corpus.Ref, version, page string, files ...string) error {
	committed, err := filepath.Glob(filepath.Join(root, detectorResults, "raw*.jsonl"))
	if err != nil {
		return err
	}
	before, err := matrix.ReadSide(committed...)
	if err != nil {
		return err
	}
	after, err := matrix.ReadSide(files...)
	if err != nil {
		return err
	}
	if len(after.Lines) > 0 && after.Go != version {
		return fmt.Errorf("-toolchain %s: these files hold what %s showed", version, after.Go)
	}
	compared := matrix.Compare(refs, before, after)
	if compared.Cells == 0 {
		return fmt.Errorf("nothing to compare: none of the cells measured under %s is among the committed ones in %s", version, detectorResults)
	}
	if err := atomicfile.WriteAll(filepath.Dir(page), map[string][]byte{filepath.Base(page): []byte(compared.Page())}); err != nil {
		return err
	}
	succeed(c, before.Go+" against "+after.Go, ", %d cells: %s", compared.Cells, gocmd.FromHere(page))
	return nil
}
