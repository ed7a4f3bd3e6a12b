package campaign

import (
	"context"
	"errors"
	"slices"
	"sync"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proc"
)

// An Effort is how much is run of each half to come to a verdict.
type Effort struct {
	Trials int // per half and build; 0: a broken half until it is caught, a correct one CleanTrials times in each build
	Clean  int // trials of a correct half in the plain and the race build; 0 stands for CleanTrials
	Procs  int // GOMAXPROCS of the children; 0 stands for the number of CPUs
	// Apart gives each run of a correct half a process of its own: for a half that is not known to be right.
	Apart bool
	// Every runs a broken half until each detector that should see it has, each in its build, and every mark was hit: not
	// only until the detector that the case shows has. The corpus is proven so, by TestCase.
	Every bool

	shared shared // what correct halves did beforehand
}

// How often a correct half runs by default: in each build that proves a case to a
// reader, and in each of the others, which are there for one detector.
const (
	CleanTrials = 10
	cleanOthers = 2
)

// cleanTrials returns how often a correct half runs in a build.
func (f Effort) cleanTrials(build detect.Build) int {
	switch {
	case build.Once():
		return 1
	case f.Trials > 0:
		return f.Trials
	case build.Owner() != "":
		return cleanOthers
	case f.Clean > 0:
		return f.Clean
	}
	return CleanTrials
}

// Verify comes to a verdict on each case and calls done, never twice at once, with its results: of its broken half, then
// of its correct one. When ctx ends, or a half cannot be started, the other cases are left out, and the error is returned.
func (e *Engine) Verify(ctx context.Context, f Effort, refs []corpus.Ref, done func([]Result)) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var mu sync.Mutex
	if cap(e.sleepers) > 0 {
		refs = waitingFirst(refs)
	}
	one := func(ref corpus.Ref) {
		results := e.verify(ctx, f, ref)
		for _, r := range results {
			if errors.As(r.Err, new(proc.StartError)) {
				cancel(r.Err)
			}
		}
		if ctx.Err() != nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		done(results)
	}
	var jobs []func()
	f.shared, jobs = e.share(ctx, f, refs)
	for _, ref := range refs {
		jobs = append(jobs, func() { one(ref) })
	}
	each(ctx, e, jobs, func(job func()) { job() })
	return context.Cause(ctx)
}

// waitingFirst puts the cases that wait before those that compute, which run meanwhile.
func waitingFirst(refs []corpus.Ref) []corpus.Ref {
	place := func(ref corpus.Ref) int {
		if slices.ContainsFunc(ref.Halves(), func(half corpus.Half) bool { return idles(ref, half) }) {
			return 0
		}
		return 1
	}
	return slices.SortedStableFunc(slices.Values(refs), func(a, b corpus.Ref) int { return place(a) - place(b) })
}

// verify runs the correct half first, because its median time sets the deadline of the broken one.
func (e *Engine) verify(ctx context.Context, f Effort, ref corpus.Ref) []Result {
	correct := e.correct(ctx, f, ref)
	if ref.Case.Negative {
		return []Result{correct}
	}
	return []Result{e.broken(ctx, f, ref), correct}
}

// Half comes to a verdict on one half of a case.
func (e *Engine) Half(ctx context.Context, f Effort, ref corpus.Ref, half corpus.Half) Result {
	if err := e.enter(ctx); err != nil {
		return Result{Ref: ref, Half: half}.fail(err)
	}
	defer e.leave()
	if half == corpus.Broken {
		return e.broken(ctx, f, ref)
	}
	return e.correct(ctx, f, ref)
}
