package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func witnessCommand() *cli.Command {
	return &cli.Command{
		Name:  "witness",
		Usage: "replay the schedule that proves each broken half broken; exit status 1 if one no longer does",
		Flags: append(selectFlags(), &cli.BoolFlag{Name: "renew", Usage: "look for them anew, and write them beside the cases, with how each case is played"}),
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
	stale := map[string]error{}
	for _, err := range unjoined(err) {
		var e proof.StaleError
		if !errors.As(err, &e) {
			return err
		}
		stale[e.Case] = e
	}
	for i, ref := range w.refs {
		witness, ok, err := ref.Witness()
		switch {
		case err != nil:
			return err
		case ref.Case.Negative:
		case stale[ref.Name()] != nil:
			w.out.Println(w.out.Bad("✗ ") + w.out.Wrap(stale[ref.Name()].Error(), "  ")[2:])
		case ok:
			w.out.Println(fmt.Sprintf("%s %-34s %-9s %s", w.out.Good("✓"), ref.Name(), reports[i].Failure.Kind, witness.Schedule))
		default:
			w.out.Println(w.out.Wrap("- "+ref.Name()+": "+ref.Case.Witness, "  ")[2:])
		}
	}
	if len(stale) > 0 {
		return errUnexpected
	}
	return nil
}

func unjoined(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	if err != nil {
		return []error{err}
	}
	return nil
}
