// Package campaign runs cases: one engine decides the order, what runs beside what, the deadlines and which runs share
// a process; a fold makes of the trials of a cell what is wanted: a verdict, or counts.
package campaign

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// Binaries finds the compiled runner for a half and a build.
type Binaries map[corpus.Half]Files

// Files finds the compiled runner of one half for a build.
type Files map[detect.Build]string

// Prepare makes the given builds of both halves. Where this machine cannot make the race build the other runners are
// returned beside an error that wraps [gocmd.ErrNoRaceBuild].
func Prepare(ctx context.Context, b *trial.Builder, builds ...detect.Build) (Binaries, error) {
	binaries := Binaries{corpus.Correct: {}, corpus.Broken: {}}
	var noRace error
	if slices.Contains(builds, detect.RaceBuild) {
		noRace = gocmd.CheckRace(ctx)
	}
	var mu sync.Mutex
	lanes, ctx := errgroup.WithContext(ctx)
	// The race build has a standard library of its own, and is made beside the others: a link leaves a processor idle.
	for _, race := range []bool{false, true} {
		lanes.Go(func() error {
			for _, build := range builds {
				if (build == detect.RaceBuild) != race || race && noRace != nil {
					continue
				}
				if err := binaries.add(ctx, b, build, &mu); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := lanes.Wait(); err != nil {
		return nil, err
	}
	return binaries, noRace
}

// add makes a build of both halves.
func (all Binaries) add(ctx context.Context, b *trial.Builder, build detect.Build, mu *sync.Mutex) error {
	for half, files := range all {
		file, err := b.Build(ctx, half, build)
		if err != nil {
			return err
		}
		mu.Lock()
		files[build] = file
		mu.Unlock()
	}
	return nil
}

// sleepersPerSlot is how many children that only wait may run for each slot beyond the
// first. They need memory and no processor.
const sleepersPerSlot = 16

// An Engine runs the trials of cells. Several campaigns may use one at once: together
// they run no more beside each other than it allows.
type Engine struct {
	binaries Binaries
	slots    chan struct{} // of the children that compute
	sleepers chan struct{} // of the children that wait

	mu    sync.Mutex
	paces map[pace][]time.Duration // what a process took, of each
}

// New returns an Engine that runs so many children at a time that compute, 1 at least,
// and more that only wait (see [idles]): none of these with 1.
func New(binaries Binaries, parallel int) *Engine {
	parallel = max(1, parallel)
	return &Engine{
		binaries: binaries, paces: map[pace][]time.Duration{},
		slots: make(chan struct{}, parallel), sleepers: make(chan struct{}, sleepersPerSlot*(parallel-1)),
	}
}

// each calls do for every item, in this order, and waits for the end of all. Each call
// holds a slot. When ctx ends no further call is made.
func each[T any](ctx context.Context, e *Engine, items []T, do func(T)) {
	var all sync.WaitGroup
	for _, item := range items {
		if e.enter(ctx) != nil {
			break
		}
		all.Go(func() {
			defer e.leave()
			do(item)
		})
	}
	all.Wait()
}

func (e *Engine) enter(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	select {
	case e.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (e *Engine) leave() { <-e.slots }

// sleep calls f n times, which waits for something: at once, unless nothing may wait beside
// what computes. Its caller holds a slot, which others may use meanwhile.
func (e *Engine) sleep(n int, f func(i int)) {
	if cap(e.sleepers) == 0 {
		for i := range n {
			f(i)
		}
		return
	}
	e.leave()
	var all sync.WaitGroup
	for i := range n {
		e.sleepers <- struct{}{}
		all.Go(func() {
			defer func() { <-e.sleepers }()
			f(i)
		})
	}
	all.Wait()
	e.slots <- struct{}{}
}

// idles reports whether most of a half's time is waiting: a deadlock for its deadline, a leak for goleak's patience.
func idles(ref corpus.Ref, half corpus.Half) bool {
	if half == corpus.Correct {
		return ref.Of(detect.Goleak).Rate == corpus.RateFalseAlarm
	}
	leak, hang := expected(ref)
	return leak || hang
}

// expected reports whether goleak, and whether a deadline is expected to see the bug.
func expected(ref corpus.Ref) (leak, hang bool) {
	return ref.Of(detect.Goleak).Sees(), ref.Of(detect.Hang).Sees()
}

// A fold makes something of the trials of one cell.
type fold interface {
	// want returns how many more trials may be run next, 0 to end.
	want() int
	// add takes the next trial, and what was found in it.
	add(trial.Output, []proof.Finding)
}

// run runs trials of one half in one build until the fold wants no more. Its caller
// holds a slot. The deadline of a broken half follows from its correct one.
func (e *Engine) run(ctx context.Context, s trial.Spec, f fold) error {
	var marks []corpus.Mark
	if s.Half == corpus.Broken {
		var err error
		if marks, err = s.Ref.Marks(s.Half); err != nil {
			return err
		}
		s.Deadline = e.deadline(ctx, s)
	}
	for n := f.want(); n > 0; n = f.want() {
		outputs, err := e.trials(ctx, s, n)
		if err != nil {
			return err
		}
		for _, o := range outputs {
			f.add(o, proof.Read(o, marks))
		}
	}
	return nil
}

// trials runs a half n times in one process, or once where a process may not run it again. One that waits is run in n
// processes instead, which wait at the same time.
func (e *Engine) trials(ctx context.Context, s trial.Spec, n int) ([]trial.Output, error) {
	if s.Half != corpus.Correct || !Repeatable(s.Ref, s.Build) {
		n = 1
	}
	if s.Build.Once() || !idles(s.Ref, s.Half) {
		return e.repeat(ctx, s, n)
	}
	outputs, errs := make([][]trial.Output, n), make([]error, n)
	e.sleep(n, func(i int) { outputs[i], errs[i] = e.repeat(ctx, s, 1) })
	return slices.Concat(outputs...), cmp.Or(errs...)
}

// repeat runs a half n times in one process, and notes what that took.
func (e *Engine) repeat(ctx context.Context, s trial.Spec, n int) ([]trial.Output, error) {
	outputs, err := trial.Repeat(ctx, e.binaries[s.Half][s.Build], s, n)
	if err == nil && s.Half == corpus.Correct {
		e.took(s, alone(outputs))
	}
	return outputs, err
}

// Repeatable reports whether the correct half of a case may run many times in one process, see [trial.Repeat].
func Repeatable(ref corpus.Ref, build detect.Build) bool {
	return build.Owner() == "" && ref.Case.Judge == nil
}

// applies is false for a build that is made for one detector, if that is not applicable to the case.
func applies(ref corpus.Ref, build detect.Build) bool {
	owner := build.Owner()
	return owner == "" || ref.Of(owner).Rate != corpus.RateNotApplicable
}

// alone returns what a process takes that runs a half once: the start of the child and the median run.
func alone(outputs []trial.Output) time.Duration {
	var all time.Duration
	var own []int64
	for _, o := range outputs {
		all += o.Elapsed - time.Duration(o.Record.TookUS)*time.Microsecond
		own = append(own, o.Record.TookUS)
	}
	return all + time.Duration(median(own))*time.Microsecond
}
