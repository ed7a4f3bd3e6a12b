package proof

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

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

// FindWitness looks for a witness of a broken half: a failing schedule at operations;
// else one at accesses too; else, of a data race that harms nothing there, one in which
// the marked accesses meet. It is false if there is none.
func FindWitness(ctx context.Context, b *trial.Builder, ref corpus.Ref, o explore.Options) (corpus.Witness, bool, error) {
	for _, w := range []corpus.Witness{{}, {Accesses: true}, {Accesses: true, Ends: corpus.RacyPair}} {
		job := explore.Job{Entry: ref.Name(), Options: o}
		if w.Ends != "" {
			if job.RacyPairs = markedAccesses(ref); len(job.RacyPairs) == 0 {
				continue
			}
		}
		reports, err := broken(ctx, b, w.Accesses, job)
		if err != nil {
			return w, false, err
		}
		switch r := reports[0]; r.Verdict {
		case explore.Refused:
			return w, false, nil
		case scheduler.Fails:
			return corpus.Witness{Ends: string(r.Failure.Kind), Accesses: w.Accesses, Schedule: r.Replay}, true, nil
		}
	}
	return corpus.Witness{}, false, nil
}

// broken does jobs with the broken halves.
func broken(ctx context.Context, b *trial.Builder, accesses bool, jobs ...explore.Job) ([]explore.Report, error) {
	p, err := b.Program(ctx, corpus.Broken, explore.BuildMode{MemoryAccesses: accesses})
	if err != nil {
		return nil, err
	}
	return p.Do(ctx, jobs...)
}

// markedAccesses returns the accesses of a data race that are marked in a broken half.
func markedAccesses(ref corpus.Ref) map[string]string {
	marks, err := ref.Marks(corpus.Broken)
	if err != nil {
		return nil
	}
	accesses := map[string]string{}
	for _, m := range marks {
		if what, ok := strings.CutPrefix(string(m.Kind), "race "); ok {
			at := fmt.Sprintf("%s %s/%s:%d", what, ref.Package(), m.File, m.Line)
			if m.Pair == "" {
				m.Pair = "*"
			}
			accesses[at] += m.Pair
		}
	}
	return accesses
}

// A StaleError says of witnesses that they do not hold any more: a line for each, by the name of its case.
type StaleError map[string]string

func (e StaleError) Error() string {
	return strings.Join(slices.Sorted(maps.Values(e)), "\n")
}

// Replay runs the witnesses of some cases again, in one process for each way of
// instrumenting, and hands back what each ended in. A [StaleError] says which do
// not end as they are written.
func Replay(ctx context.Context, b *trial.Builder, refs ...corpus.Ref) ([]explore.Report, error) {
	cases := make([]Witnessed, len(refs))
	for i, ref := range refs {
		w, ok, err := ref.Witness()
		if err != nil {
			return nil, err
		}
		cases[i] = Witnessed{ref, w, ok}
	}
	reports, err := onBroken(ctx, b, cases, func(i int) (explore.Options, bool) {
		return explore.Options{Replay: cases[i].Witness.Schedule}, true
	})
	if err != nil {
		return nil, err
	}
	stale := StaleError{}
	for i, c := range cases {
		if why := outdated(c.Witness, reports[i]); c.Known && why != "" {
			stale[c.Name()] = fmt.Sprintf("the witness of %s is stale (%s): %s -case %s finds another", c.Name(), why, corpus.RenewWitnesses, c.Name())
		}
	}
	if len(stale) > 0 {
		return reports, stale
	}
	return reports, nil
}

// onBroken does a job with each broken half that has a witness, if one is wanted, and all jobs of a way of instrumenting in
// one process. The reports are those of the cases, and empty where there was no job.
func onBroken(ctx context.Context, b *trial.Builder, cases []Witnessed, job func(i int) (o explore.Options, wanted bool)) ([]explore.Report, error) {
	reports := make([]explore.Report, len(cases))
	for _, accesses := range []bool{false, true} {
		var jobs []explore.Job
		var at []int
		for i, c := range cases {
			if o, wanted := job(i); wanted && c.Known && c.Witness.Accesses == accesses {
				o.Waiting = trial.ExploredOptions().Waiting
				jobs, at = append(jobs, JobOn(c.Ref, c.Witness, o)), append(at, i)
			}
		}
		if len(jobs) == 0 {
			continue
		}
		done, err := broken(ctx, b, accesses, jobs...)
		if err != nil {
			return nil, err
		}
		for j, r := range done {
			reports[at[j]] = r
		}
	}
	return reports, nil
}

// JobOn is a job on a broken half that fails in the way of its witness.
func JobOn(ref corpus.Ref, w corpus.Witness, o explore.Options) explore.Job {
	job := explore.Job{Entry: ref.Name(), Options: o}
	if w.Ends == corpus.RacyPair {
		job.RacyPairs = markedAccesses(ref)
	}
	return job
}

// outdated says why a witness does not hold; nothing if it does.
func outdated(w corpus.Witness, r explore.Report) string {
	switch {
	case r.Verdict == explore.Refused:
		return r.Why
	case r.Failure == nil:
		return fmt.Sprintf("schedule %s does not fail", w.Schedule)
	case string(r.Failure.Kind) != w.Ends:
		return fmt.Sprintf("schedule %s should end in %s and ends in %s", w.Schedule, w.Ends, r.Failure)
	}
	return ""
}
