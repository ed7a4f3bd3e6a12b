package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func witnessCommand() *cli.Command {
	return &cli.Command{
		Name:        "witness",
		Usage:       "replay the schedule that proves each broken half broken",
		Description: `Beside each case stands a schedule under which its broken half fails. Exit status 1 if one no longer does.`,
		Flags:       append(selectFlags(), &cli.BoolFlag{Name: "renew", Usage: "look for them anew, and write them beside the cases, with how each case is played"}),
		Action: overCases(func(ctx context.Context, c *cli.Command, refs []corpus.Ref) error {
			w, err := newWitnesses(ctx, refs, c.Root().Writer)
			if err != nil {
				return err
			}
			if c.Bool("renew") {
				return w.renew(ctx, term.NewProgress(c.Root().ErrWriter, len(refs), "cases"))
			}
			return w.replay(ctx, term.NewSpinner(c.Root().ErrWriter, "replaying schedules"))
		}),
	}
}

// witnesses are those of the selected cases.
type witnesses struct {
	refs    []corpus.Ref
	out     *term.Screen
	builder *trial.Builder
	folder  string // of the lessons, where their witnesses are written
}

func newWitnesses(ctx context.Context, refs []corpus.Ref, out io.Writer) (*witnesses, error) {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return nil, err
	}
	return &witnesses{refs, term.NewScreen(out), builder, filepath.Join(builder.Root(), "racecases", "lessons")}, nil
}

func (w *witnesses) replay(ctx context.Context, spin *term.Progress) error {
	reports, err := proof.Replay(ctx, w.builder, w.refs...)
	spin.Done()
	stale := proof.StaleError{}
	if err != nil && !errors.As(err, &stale) {
		return err
	}
	for i, ref := range w.refs {
		witness, ok, err := ref.Witness()
		switch {
		case err != nil:
			return err
		case ref.Case.Negative:
		case stale[ref.Name()] != "":
			w.out.Paragraph(stale[ref.Name()], w.out.Bad("✗ "))
		case ok:
			w.out.Println(fmt.Sprintf("%s %-34s %-9s %s", w.out.Good("✓"), ref.Name(), reports[i].Failure.Kind, witness.Schedule))
		default:
			w.out.Paragraph(ref.Name()+": "+ref.Case.Witness, "- ")
		}
	}
	if len(stale) > 0 {
		return errUnexpected
	}
	return nil
}

// renew looks for a witness of each selected case, and for how it is played, and leaves those of others as they are.
func (w *witnesses) renew(ctx context.Context, bar *term.Progress) error {
	defer bar.Done()
	without := 0
	for rest := w.refs; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Lesson.Slug == rest[0].Lesson.Slug {
			n++
		}
		missing, err := w.renewLesson(ctx, bar, rest[:n])
		if err != nil {
			return err
		}
		without += missing
		rest = rest[n:]
	}
	if without > 0 {
		return errUnexpected
	}
	return nil
}

// renewLesson writes the files of a lesson anew. It returns how many cases that should have a witness have none.
func (w *witnesses) renewLesson(ctx context.Context, bar *term.Progress, refs []corpus.Ref) (without int, err error) {
	lesson := refs[0].Lesson
	all, err := lesson.Witnesses()
	if err != nil {
		return 0, err
	}
	var found []proof.Witnessed
	for _, ref := range refs {
		bar.Add(1)
		one := proof.Witnessed{Ref: ref}
		if delete(all, ref.Case.Slug); !ref.Case.Negative {
			one.Witness, one.Known, err = proof.FindWitness(ctx, w.builder, ref, explore.Options{Delays: 2, Time: 20 * time.Second})
			if err != nil {
				return 0, err
			}
		}
		if found = append(found, one); one.Known {
			all[ref.Case.Slug] = one.Witness
		} else if !ref.Case.Negative && ref.Case.Witness == "" {
			without++
			w.out.Println(w.out.Warn("! ") + ref.Name() + ": no schedule with up to 2 delays fails, and the case names no outcome")
		}
	}
	if err := w.write(bar, lesson, corpus.WitnessFile, corpus.FormatWitnesses(all), plural(len(all), "schedule")); err != nil {
		return 0, err
	}
	return without, w.renewKinds(ctx, bar, lesson, found)
}

func (w *witnesses) renewKinds(ctx context.Context, bar *term.Progress, lesson corpus.Lesson, cases []proof.Witnessed) error {
	all, err := lesson.Kinds()
	if err != nil {
		return err
	}
	kinds, err := proof.FindKinds(ctx, w.builder, cases)
	if err != nil {
		return err
	}
	for i, c := range cases {
		if delete(all, c.Case.Slug); kinds[i] != "" {
			all[c.Case.Slug] = kinds[i]
		}
	}
	return w.write(bar, lesson, corpus.KindFile, corpus.FormatKinds(all), plural(len(all), "kind"))
}

func (w *witnesses) write(bar *term.Progress, lesson corpus.Lesson, name, text, holds string) error {
	file := filepath.Join(w.folder, lesson.Slug, name)
	if err := atomicfile.Write(file, []byte(text)); err != nil {
		return err
	}
	bar.Done()
	w.out.Println(fmt.Sprintf("%s %s: %s", w.out.Good("✓"), gocmd.FromHere(file), holds))
	return nil
}
