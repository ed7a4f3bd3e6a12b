package proof

import (
	"context"
	"fmt"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/trial"
)

const defaultSchedule = "default"

// FindKinds says how the first half of each case is played, in the order of the cases. It
// is empty for what the explorer refuses. A broken half has points where its witness has.
func FindKinds(ctx context.Context, b *trial.Builder, cases []Witnessed) ([]corpus.Kind, error) {
	k := kinds{b, cases, make([]corpus.Kind, len(cases))}
	for i, c := range cases {
		switch {
		case c.Case.NotModelled != "":
		case c.Case.Negative:
			k.of[i] = corpus.ProveIt
		case !c.Known, c.Witness.Schedule == defaultSchedule:
			k.of[i] = corpus.WatchIt
		default:
			k.of[i] = corpus.BreakIt
		}
	}
	err := k.change(ctx, corpus.BreakIt, corpus.WatchIt, scheduler.Fails, explore.Options{Replay: defaultSchedule})
	if err != nil {
		return nil, err
	}
	for _, o := range survivorOptions() {
		if err := k.change(ctx, corpus.WatchIt, corpus.SaveIt, scheduler.Survives, o); err != nil {
			return nil, err
		}
	}
	return k.of, nil
}

// kinds are those of cases, as far as they are known.
type kinds struct {
	builder *trial.Builder
	cases   []Witnessed
	of      []corpus.Kind
}

// change gives the broken halves of one kind, with a witness, another one if a job on them ends in a verdict.
func (k kinds) change(ctx context.Context, from, to corpus.Kind, v scheduler.Verdict, o explore.Options) error {
	reports, err := onBroken(ctx, k.builder, k.cases, func(i int) (explore.Options, bool) { return o, k.of[i] == from })
	if err != nil {
		return err
	}
	for i, r := range reports {
		switch r.Verdict {
		case explore.Refused:
			return fmt.Errorf("%s: %s", k.cases[i].Name(), r.Why)
		case v:
			k.of[i] = to
		}
	}
	return nil
}

// survivorOptions bound the searches for a schedule that does not fail: the same ones in
// the same order every time. Few delays, and then many: what always fails at the end of a
// long program may need one a step. Cases that end have some dozen steps.
func survivorOptions() []explore.Options {
	near := explore.Options{Survivor: true, Delays: 3, Schedules: 500, Steps: 5000}
	far := near
	far.Strategy, far.Schedules = scheduler.Random, 300
	return []explore.Options{near, far}
}
