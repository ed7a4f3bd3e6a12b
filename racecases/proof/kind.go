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
	kinds := make([]corpus.Kind, len(cases))
	for i, c := range cases {
		switch {
		case c.Case.NotModelled != "":
		case c.Case.Negative:
			kinds[i] = corpus.ProveIt
		case !c.Known, c.Witness.Schedule == defaultSchedule:
			kinds[i] = corpus.WatchIt
		default:
			kinds[i] = corpus.BreakIt
		}
	}
	// change gives the broken halves of one kind, with a witness, another one if a job on them ends in a verdict.
	change := func(from, to corpus.Kind, v scheduler.Verdict, o explore.Options) error {
		reports, err := onBroken(ctx, b, cases, func(i int) (explore.Options, bool) { return o, kinds[i] == from })
		for i, r := range reports {
			switch r.Verdict {
			case explore.Refused:
				return fmt.Errorf("%s: %s", cases[i].Name(), r.Why)
			case v:
				kinds[i] = to
			}
		}
		return err
	}
	if err := change(corpus.BreakIt, corpus.WatchIt, scheduler.Fails, explore.Options{Replay: defaultSchedule}); err != nil {
		return nil, err
	}
	for _, o := range survivorOptions() {
		if err := change(corpus.WatchIt, corpus.SaveIt, scheduler.Survives, o); err != nil {
			return nil, err
		}
	}
	return kinds, nil
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
