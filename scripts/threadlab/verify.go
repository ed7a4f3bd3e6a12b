package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

// cleanTrials is how often a correct half runs in the plain and in the race build: of some 150 cases, half as often as show
// runs one.
const cleanTrials = 5

func verifyCommand() *cli.Command {
	return &cli.Command{
		Name:        "verify",
		Usage:       "run every case, broken and correct, each with a verdict (default)",
		Description: `Exit status 0: every broken half was caught by the detector that should see it, and every correct half is clean.`,
		Flags: append(selectFlags(),
			&cli.IntFlag{Name: "trials", Local: true, Usage: "run each half `N` times (0: a broken half until it is caught)"},
			&cli.IntFlag{Name: "p", Local: true, Value: runtime.NumCPU(), Usage: "run `N` cases at a time"},
			&cli.BoolFlag{Name: "json", Local: true, Usage: "an object for each half, and a summary, as JSON lines"},
		),
		Action: overCases(func(ctx context.Context, c *cli.Command, refs []corpus.Ref) error {
			if err := cmp.Or(atLeast(0, c, "trials"), atLeast(1, c, "p")); err != nil {
				return err
			}
			v := &verifier{
				out: term.NewScreen(c.Root().Writer), errs: c.Root().ErrWriter,
				refs: refs, effort: campaign.Effort{Trials: c.Int("trials"), Clean: cleanTrials}, parallel: c.Int("p"),
				json: c.Bool("json"), begin: time.Now(),
			}
			return v.verify(ctx)
		}),
	}
}

// A verifier prints results in syllabus order, whatever order they come in.
type verifier struct {
	out      *term.Screen
	errs     io.Writer
	refs     []corpus.Ref
	effort   campaign.Effort
	parallel int // cases at a time
	json     bool
	begin    time.Time
	bar      *term.Progress

	results []campaign.Result            // as printed
	waiting map[string][]campaign.Result // ended before a case in front of them
	next    int                          // the first case that is not printed
	lesson  string                       // the last heading printed
}

func (v *verifier) verify(ctx context.Context) error {
	binaries, noRace, err := prepareEveryday(ctx, v.errs)
	if ctx.Err() != nil {
		v.summarize()
	}
	if err != nil {
		return err
	}
	if noRace != nil {
		remark(v.errs, "%v. What the plain build shows is verified, the rest is not run", noRace)
	}
	v.waiting = map[string][]campaign.Result{}
	v.bar = term.NewProgress(v.errs, len(v.refs), "cases")
	err = campaign.New(binaries, v.parallel).Verify(ctx, v.effort, v.refs, v.done)
	v.bar.Done()
	for _, ref := range v.refs { // an interrupted run has gaps
		v.print(v.waiting[ref.Name()])
	}
	v.summarize()
	if err != nil {
		return err
	}
	for _, r := range v.results {
		if !r.AsExpected() {
			return errUnexpected
		}
	}
	return nil
}

func (v *verifier) done(results []campaign.Result) {
	v.waiting[results[0].Ref.Name()] = results
	v.bar.Clear()
	for ; v.next < len(v.refs); v.next++ {
		name := v.refs[v.next].Name()
		next, ended := v.waiting[name]
		if !ended {
			break
		}
		v.print(next)
		delete(v.waiting, name)
	}
	v.bar.Add(1)
}

func (v *verifier) print(results []campaign.Result) {
	v.results = append(v.results, results...)
	if v.json {
		for _, r := range results {
			printJSON(v.out, r.Line())
		}
		return
	}
	if len(results) == 0 {
		return
	}
	if lesson := results[0].Ref.Lesson; lesson.Slug != v.lesson {
		v.lesson = lesson.Slug
		v.out.Println(v.out.Bold(lesson.Slug) + v.out.Faint("  "+lesson.Title))
	}
	v.out.Println(verdictLine(v.out, results))
	for _, r := range results {
		if !r.AsExpected() && r.Verdict != campaign.NotRun {
			v.out.Println(indent(explain(r), "      "))
		}
	}
}

// verdictLine says in a line what became of a case: its broken half, then its correct one.
func verdictLine(s *term.Screen, results []campaign.Result) string {
	slug := results[0].Ref.Case.Slug
	ok, columns := true, ""
	if len(results) == 1 {
		columns = fmt.Sprintf("%-32s", "correct on purpose")
	}
	for _, r := range results {
		if r.Verdict == campaign.NotRun {
			return s.Warn("  - "+slug) + s.Faint("  not run: needs the race build")
		}
		ok = ok && r.AsExpected()
		if r.Half == corpus.Broken {
			columns += fmt.Sprintf("%-32s", brokenColumn(r))
		} else {
			columns += correctColumn(r)
		}
	}
	mark := s.Good("✓")
	if !ok {
		mark = s.Bad("✗")
	}
	return fmt.Sprintf("  %s %-26s  %s", mark, slug, strings.TrimRight(columns, " "))
}

func brokenColumn(r campaign.Result) string {
	label := string(r.Ref.Case.Show)
	if f, ok := evidence(r); ok {
		label = string(f.Label)
	}
	if r.Trials > 1 && r.Caught > 1 && r.Allowed == r.Trials {
		return fmt.Sprintf("%-8s caught %d of %d runs", label, r.Caught, r.Trials)
	}
	if r.Verdict == campaign.Detected {
		return fmt.Sprintf("%-8s caught in run %d of %d", label, r.First, r.Allowed)
	}
	return fmt.Sprintf("%-8s %s in %d runs", label, strings.ToUpper(string(r.Verdict)), r.Trials)
}

func correctColumn(r campaign.Result) string {
	if r.Verdict == campaign.Clean {
		return fmt.Sprintf("clean %d/%d", r.Trials, r.Allowed)
	}
	return strings.ToUpper(string(r.Verdict))
}

// explain says why a half is not as expected.
func explain(r campaign.Result) string {
	if r.Err != nil {
		return r.Err.Error()
	}
	if len(r.Unexpected) == 0 {
		return fmt.Sprintf("%s half: no detector that should see it did, in %d of %d runs; the last outcome was %q",
			r.Half, r.Trials, r.Allowed, r.Output.Record.Outcome)
	}
	var b strings.Builder
	for _, f := range r.Unexpected {
		fmt.Fprintf(&b, "%s half: unexpected %s (%s)\n%s\n", r.Half, f.Label, f.Site, strings.TrimSpace(f.Text))
	}
	return strings.TrimRight(b.String(), "\n")
}

func (v *verifier) summarize() {
	s := campaign.Summarize(v.results)
	if v.json {
		printJSON(v.out, s)
		return
	}
	v.out.Println("")
	verdict := v.out.Good("✓ as expected")
	if s.Unexpected > 0 {
		verdict = v.out.Bad(fmt.Sprintf("✗ %d not as expected", s.Unexpected))
	}
	if s.NotRun > 0 {
		verdict = v.out.Warn("! incomplete: this machine has no race build")
	}
	if len(v.refs) > s.Cases {
		verdict = v.out.Warn(fmt.Sprintf("! interrupted: %d of %d cases", s.Cases, len(v.refs)))
	}
	v.out.Println(verdict)
	v.out.Println(fmt.Sprintf("  %s: %d of %d broken halves caught, %d of %d correct halves clean",
		plural(s.Cases, "case"), s.Detected, s.Broken, s.Clean, s.Correct))
	if s.NotRun > 0 {
		v.out.Println(v.out.Warn(fmt.Sprintf("  ! not run, for want of the race build: %d of %d halves", s.NotRun, s.Broken+s.Correct)))
	}
	v.out.Println(v.out.Faint(fmt.Sprintf("  %s, %s/%s, %d CPUs, %.1f s", runtime.Version(), runtime.GOOS, runtime.GOARCH,
		runtime.NumCPU(), time.Since(v.begin).Seconds())))
}

// prepareEveryday builds the runners that prove a case to a reader.
func prepareEveryday(ctx context.Context, errs io.Writer) (binaries campaign.Binaries, noRace, err error) {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return nil, nil, err
	}
	return prepare(ctx, errs, builder, detect.Everyday()...)
}

// prepare builds runners, saying so if it takes long. A machine without the race build is reported beside what it has.
func prepare(ctx context.Context, errs io.Writer, builder *trial.Builder, builds ...detect.Build) (binaries campaign.Binaries, noRace, err error) {
	spin := term.NewSpinner(errs, "building the runners (once)")
	binaries, err = campaign.Prepare(ctx, builder, builds...)
	spin.Done()
	if errors.Is(err, gocmd.ErrNoRaceBuild) {
		return binaries, err, nil
	}
	return binaries, nil, err
}

func indent(text, by string) string {
	return by + strings.ReplaceAll(text, "\n", "\n"+by)
}
