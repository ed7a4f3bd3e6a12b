package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/bench/benchstat"
	"threadlab/bench/compare"
	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/racecases/export"
	"threadlab/racecases/gocmd"
	"threadlab/scripts/threadlab/term"
)

func compareCommand() *cli.Command {
	return &cli.Command{
		Name:  "compare",
		Usage: "tell whether a revision is slower than another, in the same run",
		UsageText: "threadlab compare [FLAGS] BASE [HEAD]       two revisions, or one and the tree\n" +
			"threadlab compare [FLAGS] OLD.txt NEW.txt   two files of figures",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "suite", Usage: "only this `SUITE`: " + suiteNames() + " (may be repeated)"},
			&cli.StringFlag{Name: "bench", Usage: "only benchmarks that match `REGEXP`, as go test -bench takes it"},
			&cli.IntFlag{Name: "trials", Aliases: []string{"count"}, Value: 10, Usage: "measure every cell `N` times"},
			&cli.StringFlag{Name: "benchtime", Value: "100ms", Usage: "measure a cell for `T`, or Nx turns"},
			&cli.FloatFlag{Name: "threshold", Value: 10, Usage: "let a cell become worse by `PERCENT`"},
			&cli.BoolFlag{Name: "strict", Usage: "refuse files of two machines or packages (status 2)"},
			&cli.BoolFlag{Name: "json", Usage: "one object with every cell"},
			&cli.StringFlag{Name: "junit", Usage: "write every cell as JUnit XML into `FILE`"},
			&cli.StringFlag{Name: "markdown", Aliases: []string{"summary"}, Usage: "add a summary to `FILE`, as on GitHub to $GITHUB_STEP_SUMMARY"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			k := comparer{c: c, threshold: 1 + c.Float("threshold")/100}
			if err := k.check(); err != nil {
				return err
			}
			if k.ofFiles() {
				return k.files(ctx, c.Args().Get(0), c.Args().Get(1))
			}
			return k.revisions(ctx, c.Args().Get(0), c.Args().Get(1))
		},
	}
}

// A comparer is one run of the command.
type comparer struct {
	c         *cli.Command
	plan      compare.Plan
	threshold float64
}

func (k *comparer) check() error {
	c := k.c
	if n := c.Args().Len(); n < 1 || n > 2 {
		return fmt.Errorf("compare takes BASE and perhaps HEAD, or two files, and got %d operands, as in: threadlab compare main", n)
	}
	if name := c.Args().First(); c.Args().Len() == 1 && isResult(name) {
		return fmt.Errorf("compare %s: a file is compared with a file, as in: threadlab compare OLD.txt NEW.txt", name)
	}
	if percent := c.Float("threshold"); !(percent > 0) || math.IsInf(percent, 0) {
		return fmt.Errorf("-threshold %g: want more than 0 percent", percent)
	}
	if k.ofFiles() {
		return k.checkFiles()
	}
	if err := cmp.Or(atLeast(1, c, "trials"), measure.CheckBenchtime(c.String("benchtime"))); err != nil {
		return err
	}
	k.plan = compare.Plan{Count: c.Int("trials"), Benchtime: c.String("benchtime")}
	if c.IsSet("bench") {
		if c.IsSet("suite") {
			return errors.New("-suite and -bench: want one of the two")
		}
		k.plan.Patterns = []string{c.String("bench")}
		return compare.CheckPattern(c.String("bench"))
	}
	suites, err := selectedSuites(c.StringSlice("suite"))
	for _, s := range suites {
		k.plan.Patterns = append(k.plan.Patterns, s.Pattern)
	}
	return err
}

// revisions measures, then compares.
func (k *comparer) revisions(ctx context.Context, base, head string) error {
	host, err := measure.Inspect(ctx)
	if err != nil {
		return fileMeant(err, base, head)
	}
	errs := k.c.Root().ErrWriter
	spin := term.NewSpinner(errs, "building both")
	pair, err := compare.Prepare(ctx, host.Root, base, head)
	spin.Done()
	if errors.Is(err, compare.ErrRevision) {
		return fileMeant(err, base, head)
	} else if err != nil {
		return err
	}
	defer pair.Remove()
	if host.Busy() {
		remark(errs, "this machine is busy (load average %s): the figures will show it", host.Load)
	}
	bar := term.NewSpinner(errs, "looking for benchmarks")
	start := func(n int) {
		bar.Done()
		bar = term.NewProgress(errs, n, "benchmarks")
	}
	err = k.plan.Measure(ctx, pair.Sides(), start, func() { bar.Add(1) })
	bar.Done()
	if err != nil {
		return err
	}
	outcome, err := pair.Judge(k.threshold)
	if err != nil {
		return err
	}
	stat, err := benchstat.Find(ctx, host.Root)
	if err != nil {
		return err
	}
	table, err := pair.Table(ctx, stat)
	if err != nil {
		return err
	}
	return k.conclude(outcome, table)
}

// fileMeant adds to an error about revisions what was meant if there are files of such names.
func fileMeant(err error, names ...string) error {
	for _, name := range names {
		switch {
		case isFile(name + ".txt"):
			return fmt.Errorf("%w (there is a file %s.txt, and files are named in full, as in: threadlab compare OLD.txt NEW.txt)", err, name)
		case isFile(name):
			return fmt.Errorf("%w (%s is a file, and one of figures has a name that ends in .txt)", err, name)
		}
	}
	return err
}

// conclude writes the outcome for a person, a program or GitHub.
func (k *comparer) conclude(o compare.Outcome, table []byte) error {
	root := k.c.Root()
	for _, name := range o.OnlyHead {
		remark(root.ErrWriter, "%s is in %s only: not compared", name, o.Head)
	}
	if k.c.Bool("json") {
		if err := o.JSON(root.Writer); err != nil {
			return fmt.Errorf("the verdicts could not be written: %w", err)
		}
	} else {
		out := term.NewScreen(root.Writer)
		if len(table) > 0 {
			out.Println(strings.TrimSpace(string(table)) + "\n")
		}
		for _, line := range o.Lines() {
			text := strings.TrimLeft(line, " ")
			term.Remark(root.Writer, line[:len(line)-len(text)], colour(out, text))
		}
	}
	if os.Getenv("GITHUB_ACTIONS") == "true" {
		annotate := func(title, message string) error { return export.Error(root.ErrWriter, title, message) }
		if err := o.Annotate(annotate); err != nil {
			return fmt.Errorf("the annotations could not be written: %w", err)
		}
	}
	if err := k.keep(o, table); err != nil {
		return err
	}
	if len(o.Regressions()) > 0 {
		return errUnexpected
	}
	return nil
}

// keep writes the outcome into the files that were asked for.
func (k *comparer) keep(o compare.Outcome, table []byte) error {
	if err := writeSummary(k.c.String("markdown"), o.Markdown(table)); err != nil {
		return err
	}
	if err := writeFile(k.c.String("junit"), o.JUnit); err != nil {
		return fmt.Errorf("the JUnit file could not be written: %w", err)
	}
	return nil
}

// colour goes by the symbol that a line starts with.
func colour(out *term.Screen, line string) string {
	switch {
	case strings.HasPrefix(line, "✗"):
		return out.Bad(line)
	case strings.HasPrefix(line, "✓"):
		return out.Good(line)
	case strings.HasPrefix(line, "!"):
		return out.Warn(line)
	}
	return line
}

func appendTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// isResult reports whether an operand means a file: a revision does not end in .txt.
func isResult(name string) bool { return strings.HasSuffix(name, ".txt") }

func (k *comparer) ofFiles() bool {
	args := k.c.Args()
	return args.Len() == 2 && (isResult(args.Get(0)) || isResult(args.Get(1)))
}

// checkFiles refuses what says how to measure.
func (k *comparer) checkFiles() error {
	for _, flag := range []string{"bench", "suite", "trials", "benchtime"} {
		if k.c.IsSet(flag) {
			return fmt.Errorf("-%s says what to measure, and files are measured already: want two revisions, or no -%s", flag, flag)
		}
	}
	return nil
}

// files compares what was measured before, without a control.
func (k *comparer) files(ctx context.Context, old, now string) error {
	base, err := report.ReadOutput(old)
	if err != nil {
		return err
	}
	head, err := report.ReadOutput(now)
	if err != nil {
		return err
	}
	outcome, err := compare.Judge(base, head, nil, k.threshold)
	if err != nil {
		return err
	}
	if d := outcome.Differences; k.c.Bool("strict") && len(d) > 0 {
		return fmt.Errorf("-strict: %s and %s were not measured alike: %s", old, now, d[0])
	}
	table, err := tableOf(ctx, old, now)
	if err != nil {
		return err
	}
	return k.conclude(outcome, table)
}

// tableOf returns benchstat's table of two files, with the benchstat that this module pins, or outside the module with one on
// PATH. Without any the table is empty: the verdicts do not need it.
func tableOf(ctx context.Context, old, now string) ([]byte, error) {
	root, err := gocmd.ModuleRoot(ctx, "threadlab")
	var stat benchstat.Tool
	if err == nil {
		stat, err = benchstat.Find(ctx, root)
	} else if stat, err = benchstat.OnPath(); err != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return stat.Compare(ctx, benchstat.Named{Name: filepath.Base(old), File: old}, benchstat.Named{Name: filepath.Base(now), File: now})
}
