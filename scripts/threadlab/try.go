package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/lessons"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func tryCommand() *cli.Command {
	return &cli.Command{
		Name:      "try",
		Usage:     "a student's file in the place of the broken half: is it repaired?",
		ArgsUsage: "LESSON/CASE FILE",
		Description: "Repaired is what no detector reports, has an outcome that the case accepts, starts\n" +
			"as many goroutines as the correct half and comes to its result. What lacks only\n" +
			"of the last two may be an honest repair: that is for a reader to decide, and so\n" +
			"is whether the goroutines still do the story's work, which no program can count.",
		Flags: []cli.Flag{
			&cli.IntFlag{Name: "trials", Value: cleanRuns, Usage: "run it `N` times in each build"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() != 2 {
				return errors.New("try takes a case and a file, as in: threadlab try lock/lost-update my_counter.go")
			}
			ref, err := lessons.Find(c.Args().Get(0))
			if err != nil {
				return err
			}
			if ref.Case.Negative {
				return fmt.Errorf("%s is correct on purpose: nothing about it is to be repaired", ref.Name())
			}
			if err := atLeast(1, c, "trials"); err != nil {
				return err
			}
			return attempt{c: c, ref: ref, file: c.Args().Get(1)}.run(ctx)
		},
	}
}

// An attempt is a file that may be a repair.
type attempt struct {
	c    *cli.Command
	ref  corpus.Ref
	file string
}

func (a attempt) run(ctx context.Context) error {
	text, err := os.ReadFile(a.file)
	if err != nil {
		return err
	}
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	half := filepath.Join(builder.Root(), a.ref.Path(corpus.Correct))
	if err := checkRepair(a.file, string(text), half); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "threadlab-try-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	source := filepath.Join(dir, "source.go")
	if err := os.WriteFile(source, []byte(gocmd.Named(half, asCorrect(string(text)))), 0o644); err != nil {
		return err
	}
	replacing, err := builder.Replacing(dir, map[string]string{a.ref.Path(corpus.Correct): source})
	if err != nil {
		return err
	}
	files, err := a.build(ctx, replacing)
	if err != nil {
		return err
	}
	spin := term.NewSpinner(a.c.Root().ErrWriter, "running "+a.file)
	engine := campaign.New(campaign.Binaries{corpus.Correct: files}, 1)
	r := engine.Half(ctx, campaign.Effort{Trials: a.c.Int("trials"), Apart: true}, a.ref, corpus.Correct)
	spin.Done()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if failed := (campaign.FailedError{}); errors.As(r.Err, &failed) {
		return failed // which says nothing about the file
	}
	if !r.AsExpected() {
		a.refuse(r)
		return errUnexpected
	}
	return a.accept(ctx, r, files, builder)
}

// build makes the builds that prove a case to a reader, and that in which its own
// detector looks, unless that is a linter: a linter reads the tree. The compiler names the file as the student does.
func (a attempt) build(ctx context.Context, b *trial.Builder) (campaign.Files, error) {
	spin := term.NewSpinner(a.c.Root().ErrWriter, "building "+a.file)
	defer spin.Done()
	builds := detect.Everyday()
	if show := a.ref.Case.ShowBuild(); !slices.Contains(builds, show) && !show.Once() {
		builds = append(builds, show)
	}
	files := campaign.Files{}
	for _, build := range builds {
		file, err := b.Build(ctx, corpus.Correct, build)
		switch {
		case errors.Is(err, gocmd.ErrNoRaceBuild) && a.ref.Case.ShowBuild() != detect.RaceBuild:
			remark(a.c.Root().ErrWriter, "%v", err)
			continue
		case errors.Is(err, gocmd.ErrNoRaceBuild):
			return nil, err
		case err != nil && !gocmd.BlamesSource(err):
			return nil, err
		case err != nil:
			half := gocmd.FromHere(filepath.Join(b.Root(), a.ref.Path(corpus.Correct)))
			return nil, fmt.Errorf("%s does not compile:\n%s", a.file, strings.ReplaceAll(compilerSaid(err), half, a.file))
		}
		files[build] = file
	}
	return files, nil
}

// compilerSaid is what the compiler printed, if it is that which failed.
func compilerSaid(err error) string {
	if failed := new(gocmd.Error); errors.As(err, &failed) {
		return strings.Join(failed.Lines, "\n")
	}
	return err.Error()
}

// accept says of a file that is clean whether it is a repair.
func (a attempt) accept(ctx context.Context, r campaign.Result, files campaign.Files, b *trial.Builder) error {
	lacks, err := a.compare(ctx, files[detect.PlainBuild], b)
	if err != nil {
		return err
	}
	builds := slices.DeleteFunc(detect.Builds(), func(b detect.Build) bool { return files[b] == "" })
	out := term.NewScreen(a.c.Root().Writer)
	clean := fmt.Sprintf("   %s: clean in %d of %d runs (%s)", a.ref.Name(), r.Trials, r.Allowed, names(builds, ", "))
	if len(lacks) == 0 {
		out.Println(out.Good("✓ repaired") + clean)
		return nil
	}
	out.Println(out.Warn("! less done") + clean + ", but")
	for _, lack := range lacks {
		out.Paragraph(lack, "    ")
	}
	return errUnexpected
}

// compare returns what the file lacks of what the correct half does.
func (a attempt) compare(ctx context.Context, file string, b *trial.Builder) ([]string, error) {
	theirs, counted, err := workOf(ctx, file, a.ref)
	if err != nil || !counted {
		return nil, err
	}
	correct, err := b.Build(ctx, corpus.Correct, detect.PlainBuild)
	if err != nil {
		return nil, err
	}
	ours, counted, err := workOf(ctx, correct, a.ref)
	if err != nil || !counted {
		return nil, err
	}
	return theirs.lacks(ours), nil
}

// refuse shows what a detector saw.
func (a attempt) refuse(r campaign.Result) {
	out := term.NewScreen(a.c.Root().Writer)
	out.Println(out.Bad("✗ not repaired") + fmt.Sprintf("   %s: caught in run %d of %d", a.ref.Name(), r.Trials, r.Allowed))
	if r.Err != nil {
		out.Println(indent(strings.TrimSpace(r.Err.Error()), "    "))
	}
	for _, f := range r.Evidence {
		out.Println("    " + f.Title())
		for _, p := range f.Places {
			where := strings.ReplaceAll(p.Frame.File, a.ref.Path(corpus.Correct), a.file)
			out.Println(fmt.Sprintf("      %-8s %s:%d", p.What, where, p.Frame.Line))
		}
		if len(f.Places) == 0 {
			out.Println(indent(strings.TrimSpace(f.Text), "      "))
		}
	}
}
