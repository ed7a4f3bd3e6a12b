package campaign

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// A Measurement counts what trials of cells show.
type Measurement struct {
	Refs     []corpus.Ref
	Stop     StopRule
	Together int            // runs of a correct half that share a process, if it may ([Repeatable]); 0 stands for 1
	Shard    string         // noted in every line
	Had      map[Cell]Count // what earlier runs measured
	Done     func()         // called after each trial, from several goroutines; nil: not called
}

// Measure runs the trials that the cells still lack, first what each needs unseen and then what some need more, and
// hands each cell's new ones to write, never twice at once. When ctx ends, what a cell has by then is written as well.
func (e *Engine) Measure(ctx context.Context, m Measurement, cells []Cell, write func(Count) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var mu sync.Mutex
	had := map[Cell]*Count{}
	for _, c := range cells {
		before := m.Had[c]
		had[c] = &before
	}
	for round := range 2 {
		each(ctx, e, cells, func(c Cell) {
			so := had[c]
			added, err := e.measure(ctx, m, c, *so, round > 0)
			if added.Trials > 0 {
				*so = Merge(*so, added)
				mu.Lock()
				defer mu.Unlock()
				err = cmp.Or(write(added), err)
			}
			if err != nil {
				cancel(err)
			}
		})
	}
	return context.Cause(ctx)
}

// measure runs the trials of one cell: those that an unseen cell needs, or as many
// as the rule wants after each of them.
func (e *Engine) measure(ctx context.Context, m Measurement, cell Cell, before Count, seen bool) (Count, error) {
	ref, ok := corpus.Find(m.Refs, cell.Case)
	if !ok || e.binaries[cell.Half][cell.Build] == "" {
		return Count{}, nil
	}
	f := &countFold{
		Measurement: m, counter: newCounter(cell, ref, m.Shard, before.Trials), ref: ref, before: before,
		seen: seen, target: m.Stop(ref, Count{Cell: cell}),
	}
	err := e.run(ctx, trial.Spec{Ref: ref, Half: cell.Half, Build: cell.Build, Procs: cell.Procs}, f)
	if err != nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return f.count(), err
}

// A countFold counts the trials of one cell.
type countFold struct {
	Measurement
	*counter
	ref    corpus.Ref
	before Count
	seen   bool // the target follows from the trials so far
	target int
}

func (f *countFold) want() int {
	so := f.count()
	if f.before.Trials > 0 {
		so = Merge(f.before, so)
	}
	if f.seen {
		f.target = f.Stop(f.ref, so)
	}
	return max(0, min(f.target-so.Trials, max(1, f.Together)))
}

func (f *countFold) add(o trial.Output, findings []proof.Finding) {
	f.counter.add(o, findings)
	if f.Done != nil {
		f.Done()
	}
}

// Wanted returns how many trials the cells still lack, by the rule and what was measured before.
func (m Measurement) Wanted(cells []Cell) int {
	wanted := 0
	for _, c := range cells {
		if ref, ok := corpus.Find(m.Refs, c.Case); ok {
			had := m.Had[c]
			had.Cell = c
			wanted += max(0, m.Stop(ref, had)-had.Trials)
		}
	}
	return wanted
}

// A StopRule returns how many trials a cell should have in the end, from what the
// trials so far showed. Measuring ends when there are as many.
type StopRule func(ref corpus.Ref, c Count) int

// Fixed stops at n trials, or at one where a second could not differ.
func Fixed(n int) StopRule {
	return func(_ corpus.Ref, c Count) int {
		if c.Build.Once() {
			return 1
		}
		return n
	}
}

// The sizes of the matrix, fixed before anything was measured.
const (
	least  = 73  // the fewest that can say "always"
	middle = 150 // for a probability between
	most   = 300 // the fewest that can say "never"
)

// MatrixRule is the stopping rule of the committed matrix: 73 trials of every cell, and of a cell whose first five did not
// hang 150 if some detector saw some of them, 300 if one that claims the class of the broken half saw none. The clean runs
// of correct halves are counted elsewhere, by the thousand.
func MatrixRule(ref corpus.Ref, c Count) int {
	switch {
	case c.Build.Once():
		return 1
	case c.Trials < least, c.Stuck:
		return least
	}
	want := least
	for _, d := range detect.Names() {
		hits := c.Seen[d].Hits
		if c.Half == corpus.Correct {
			hits = c.Seen[d].Wrong
		}
		switch {
		case !d.Looks(c.Build) || hits == c.Trials:
		case hits > 0:
			want = max(want, middle)
		case c.Half == corpus.Broken && slices.Contains(proof.Claims(d), ref.Case.Class):
			want = max(want, most)
		}
	}
	return want
}
