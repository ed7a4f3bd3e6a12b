package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/corpus/halfdiff"
	"threadlab/racecases/detect"
	"threadlab/racecases/lessons"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func showCommand() *cli.Command {
	return &cli.Command{
		Name:  "show",
		Usage: "one case on a projector: story, repair, and the bug caught live",
		Description: `Runs the broken half until it is caught, then the correct one 20 times, and replays the schedule that proves the bug.
			On a terminal it waits for a key before a part that does not fit.`,
		ArgsUsage: "LESSON/CASE",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "raw", Usage: "the report as the tool printed it, untouched"},
			&cli.BoolFlag{Name: "pause", Usage: "wait for a key between parts (default: on a terminal, where the next does not fit)"},
			lightFlag(),
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			name, err := oneCase(c)
			if err != nil {
				return err
			}
			ref, err := lessons.Find(name)
			if err != nil {
				return err
			}
			builder, err := trial.NewBuilder(ctx)
			if err != nil {
				return err
			}
			s := show{ref: ref, builder: builder, out: litScreen(c), errs: c.Root().ErrWriter, raw: c.Bool("raw")}
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			if c.Bool("pause") {
				s.keys = c.Root().Reader
			} else if !c.IsSet("pause") {
				pageByKey(ctx, cancel, c, s.out)
			}
			return s.show(ctx)
		},
	}
}

// pageByKey has a screen on a terminal wait for a key where a page is full. A reader who quits cancels what still runs.
func pageByKey(ctx context.Context, cancel func(), c *cli.Command, out *term.Screen) {
	keys := c.Root().Reader
	if !term.IsTyped(keys) {
		return
	}
	out.PageBy(c.Root().Writer, func() error {
		err := term.WaitForKey(ctx, keys, c.Root().Writer)
		if err != nil {
			cancel()
		}
		return err
	})
}

// lightFlag is of the commands that fill a screen.
func lightFlag() cli.Flag {
	return &cli.BoolFlag{Name: "light", Usage: "colours for a light background (default: if $COLORFGBG says that it is)"}
}

// litScreen returns the screen over the results, with the colours that the flag asks for.
func litScreen(c *cli.Command) *term.Screen {
	s := term.NewScreen(c.Root().Writer)
	if c.IsSet("light") {
		s.Light(c.Bool("light"))
	}
	return s
}

// show is the page of one case.
type show struct {
	ref     corpus.Ref
	builder *trial.Builder
	out     *term.Screen
	errs    io.Writer
	raw     bool
	keys    io.Reader // where to wait for a key between pages; nil: do not wait
}

func (s show) show(ctx context.Context) error {
	s.out.Together(s.story)
	if !s.ref.Case.Negative {
		if err := s.pause(ctx); err != nil {
			return err
		}
		diff, err := halfdiff.Of(s.ref)
		if err != nil {
			return err
		}
		s.out.Together(func() {
			s.out.Println("\n  broken -> correct")
			s.out.Paragraph("Repair: "+s.ref.Case.Repair+".", "  ")
			s.out.Println(s.out.Diff(diff))
		})
	}
	if err := s.pause(ctx); err != nil {
		return err
	}
	return s.prove(ctx)
}

func (s show) story() {
	c := s.ref.Case
	class := string(c.Class)
	if c.Negative {
		class = looksLike(c.Class)
	}
	right := fmt.Sprintf("%s · lesson %d", class, s.ref.Lesson.Number)
	gap := max(2, s.out.Width()-len(s.ref.Name())-len([]rune(right)))
	s.out.Println(s.out.Bold(s.ref.Name()) + strings.Repeat(" ", gap) + s.out.Faint(right))
	if c.Python != "" {
		s.out.Println(s.labelled("Python", c.Python))
	}
	s.out.Println(s.labelled("Go", s.out.Go(c.Go)))
	s.out.Paragraph(c.Story, "  ")
	if c.Symptom != "" {
		s.out.Paragraph("Symptom: "+c.Symptom+".", "  ")
	}
	edge := "Missing edge: "
	if c.Negative {
		edge = "The edge that makes it right: "
	}
	s.out.Paragraph(edge+c.MissingEdge+".", "  ")
}

// labelled puts a text after a label, in the column that all of them have.
func (s show) labelled(label, text string) string {
	return s.out.Wrap(text, fmt.Sprintf("  %-9s", label))
}

// cleanRuns is how often the correct half runs on the projector.
const cleanRuns = 20

// patience is how long a detector that is not sure has to see the bug; then the schedule speaks for itself.
const patience = 2 * time.Second

// prove runs the broken half until it is caught, then the correct one, and at the
// end replays the schedule that proves the bug.
func (s show) prove(ctx context.Context) error {
	binaries, noRace, err := prepare(ctx, s.errs, s.builder, detect.Everyday()...)
	if err != nil {
		return err
	}
	build := s.ref.Case.ShowBuild()
	if s.ref.Case.Negative {
		build = detect.RaceBuild
	}
	watched := noRace == nil || build != detect.RaceBuild
	if !watched {
		remark(s.errs, "%v", noRace)
		build = detect.PlainBuild
	}
	binaries[corpus.Correct] = campaign.Files{build: binaries[corpus.Correct][build]} // and no other
	engine := campaign.New(binaries, 1)
	caught, expected := s.ref.Case.Negative, true
	if !s.ref.Case.Negative && watched {
		if caught, expected, err = s.proveBroken(ctx, engine); err != nil {
			return err
		}
	}
	spin := term.NewSpinner(s.errs, "running the correct half")
	correct := engine.Half(ctx, campaign.Effort{Trials: cleanRuns}, s.ref, corpus.Correct)
	spin.Done()
	if correct.Err != nil {
		return correct.Err
	}
	s.out.Together(func() {
		s.correct(correct)
		s.byHand(build)
	})
	failed := false
	if !s.ref.Case.Negative {
		if failed, err = s.schedule(ctx); err != nil {
			return err
		}
	}
	if !expected || !caught && !failed || !correct.AsExpected() {
		return errUnexpected
	}
	return nil
}

// proveBroken reports whether the broken half was caught, and whether what was found is what the case expects.
func (s show) proveBroken(ctx context.Context, engine *campaign.Engine) (caught, expected bool, err error) {
	first := engine.Half(ctx, campaign.Effort{Trials: 3}, s.ref, corpus.Correct) // for the deadline
	if first.Err != nil {
		return false, false, first.Err
	}
	r, caught := s.catch(ctx, engine)
	switch {
	case ctx.Err() != nil:
		return false, false, ctx.Err()
	case !caught:
		s.out.Println("\n" + s.out.Warn("  ! broken") + fmt.Sprintf("    not caught in %v: the schedule below fails every time", patience))
		return false, true, nil
	case r.Err != nil:
		return false, false, r.Err
	}
	s.out.Together(func() { s.broken(r) })
	return true, r.AsExpected(), nil
}

// catch runs the broken half until it is caught. A detector that is not sure gets no
// more than its share of time, if there is a schedule to show instead.
func (s show) catch(ctx context.Context, engine *campaign.Engine) (r campaign.Result, caught bool) {
	spin := term.NewSpinner(s.errs, "running the broken half")
	defer spin.Done()
	expect := s.ref.Of(s.ref.Case.Show)
	if _, scheduled, _ := s.ref.Witness(); scheduled && expect.Rate != corpus.RateAlways {
		limited, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		r = engine.Half(limited, campaign.Effort{}, s.ref, corpus.Broken)
		return r, r.Caught > 0 || limited.Err() == nil
	}
	return engine.Half(ctx, campaign.Effort{}, s.ref, corpus.Broken), true
}

func (s show) correct(r campaign.Result) {
	if r.Verdict == campaign.Clean {
		s.out.Println(s.out.Good("  ✓ correct") + fmt.Sprintf("   clean in %d of %d runs", r.Trials, r.Allowed))
		if chain := s.ref.Case.Chain; chain != "" {
			s.out.Paragraph("Because "+chain+".", "      ")
		}
		return
	}
	s.out.Println(s.out.Bad("  ✗ correct") + fmt.Sprintf("   %s in %d runs", strings.ToUpper(string(r.Verdict)), r.Trials))
	s.out.Println(indent(explain(r), "      "))
}

func (s show) byHand(build detect.Build) {
	s.out.Println("\n  by hand:")
	for _, command := range s.commands(build) {
		s.out.Println(s.out.Faint(s.out.Command(command, "    ")))
	}
}

// commands run the half that is shown without this command.
func (s show) commands(build detect.Build) []string {
	name := s.ref.Name()
	switch {
	case s.ref.Case.Negative:
		return []string{"go test -race -run 'TestCase/" + name + "$' ./racecases"}
	case s.ref.Case.Show == detect.Hang:
		return []string{invoked() + " run -timeout 2s " + name}
	case build == detect.RaceBuild:
		return []string{
			"go test -race -tags broken -run 'TestCase/" + name + "$' ./racecases",
			"go run -race -tags broken ./racecases/runner " + name,
		}
	}
	return []string{"CGO_ENABLED=0 go run -tags broken ./racecases/runner " + name}
}

// pause waits for a key, if -pause asks for it.
func (s show) pause(ctx context.Context) error {
	if s.keys == nil {
		return nil
	}
	return term.WaitForKey(ctx, s.keys, s.errs)
}
