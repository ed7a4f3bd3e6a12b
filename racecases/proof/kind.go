package proof

import (
	"context"
	"fmt"
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/trial"
)

// A Witnessed is a case and what proves its broken half broken.
type Witnessed struct {
	corpus.Ref
	Witness corpus.Witness
	Known   bool // false: no schedule proves it
}

// FindKinds says how the first half of each case is played, in the order of the cases. It
// is empty for what the explorer refuses. A broken half has points where its witness has.
func FindKinds(ctx context.Context, b *trial.Builder, cases []Witnessed) ([]corpus.Kind, error) {
	kinds := make([]corpus.Kind, len(cases))
	for i, c := range cases {
		switch {
		case c.Case.NotModelled != "":
		case c.Case.Negative:
			kinds[i] = corpus.ProveIt
		case !c.Known:
			kinds[i] = corpus.WatchIt
		default:
			kinds[i] = corpus.BreakIt // unless the default schedule fails as well
		}
	}
	for _, accesses := range []bool{false, true} {
		if err := findFailing(ctx, b, accesses, cases, kinds); err != nil {
			return nil, err
		}
	}
	return kinds, nil
}

const defaultSchedule = "default"

// findFailing tells apart, of the broken halves with a witness, those whose default schedule
// fails and that another one saves, and those that none saves. Where the default is the
// witness it fails.
func findFailing(ctx context.Context, b *trial.Builder, accesses bool, cases []Witnessed, kinds []corpus.Kind) error {
	var at, known []int
	for i, c := range cases {
		switch {
		case kinds[i] != corpus.BreakIt || c.Witness.Accesses != accesses:
		case c.Witness.Schedule == defaultSchedule:
			known = append(known, i)
		default:
			at = append(at, i)
		}
	}
	failing, err := which(ctx, b, accesses, cases, at, scheduler.Fails, explore.Options{Replay: defaultSchedule})
	if err != nil {
		return err
	}
	failing = append(failing, known...)
	for _, i := range failing {
		kinds[i] = corpus.WatchIt
	}
	for _, o := range survivorOptions() {
		saved, err := which(ctx, b, accesses, cases, failing, scheduler.Survives, o)
		if err != nil {
			return err
		}
		for _, i := range saved {
			kinds[i] = corpus.SaveIt
		}
		failing = slices.DeleteFunc(failing, func(i int) bool { return kinds[i] == corpus.SaveIt })
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

// which returns those of some cases on which a job ends in a verdict.
func which(ctx context.Context, b *trial.Builder, accesses bool, cases []Witnessed, at []int, v scheduler.Verdict, o explore.Options) ([]int, error) {
	if len(at) == 0 {
		return nil, nil
	}
	o.Waiting = trial.ExploredOptions().Waiting
	var jobs []explore.Job
	for _, i := range at {
		jobs = append(jobs, JobOn(cases[i].Ref, cases[i].Witness, o))
	}
	reports, err := broken(ctx, b, accesses, jobs...)
	if err != nil {
		return nil, err
	}
	var those []int
	for j, r := range reports {
		if r.Verdict == explore.Refused {
			return nil, fmt.Errorf("%s: %s", cases[at[j]].Name(), r.Why)
		}
		if r.Verdict == v {
			those = append(those, at[j])
		}
	}
	return those, nil
}
