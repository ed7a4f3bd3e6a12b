package campaign

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// A Survey measures cells.
type Survey struct {
	Binaries Binaries
	Refs     []corpus.Ref
	Stop     Stop
	Parallel int
	Together int            // runs of a correct half that share a process, if it may ([Repeatable]); 0 stands for 1
	Shard    string         // noted in every line
	Had      map[Cell]Count // what earlier runs measured
	Done     func()         // called after each trial, from several goroutines
}

// Measure runs the trials that the cells still lack and hands each cell's new
// ones to write as soon as they are there; write is never called twice at once.
// When ctx ends, what a cell has by then is written as well. First every cell gets
// what it needs without having seen any of them, then those that need more.
func (s Survey) Measure(ctx context.Context, cells []Cell, write func(Count) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	had := map[Cell]Count{}
	for _, c := range cells {
		had[c] = s.Had[c]
	}
	m := &measuring{Survey: s, deadlines: map[string]time.Duration{}}
	var mu sync.Mutex
	for round := range 2 {
		work := make(chan Cell)
		var all sync.WaitGroup
		for range max(1, s.Parallel) {
			all.Go(func() {
				for cell := range work {
					mu.Lock()
					before := had[cell]
					mu.Unlock()
					added, err := m.cell(ctx, cell, before, round)
					mu.Lock()
					if added.Trials > 0 {
						had[cell] = Merge(before, added)
						err = cmp.Or(write(added), err)
					}
					mu.Unlock()
					if err != nil {
						cancel(err)
					}
				}
			})
		}
		for _, cell := range cells {
			if ctx.Err() != nil {
				break
			}
			work <- cell
		}
		close(work)
		all.Wait()
	}
	return context.Cause(ctx)
}

type measuring struct {
	Survey
	mu        sync.Mutex
	deadlines map[string]time.Duration
}

// cell runs the trials of one cell: in the first round those of an unseen cell,
// in the second what the rule asks for after them.
func (m *measuring) cell(ctx context.Context, cell Cell, before Count, round int) (Count, error) {
	ref, ok := find(m.Refs, cell.Case)
	if !ok {
		return Count{}, nil
	}
	binary := m.Binaries[cell.Half][cell.Build]
	if binary == "" {
		return Count{}, nil
	}
	var marks []corpus.Mark
	if cell.Half == corpus.Broken {
		var err error
		if marks, err = ref.Marks(corpus.Broken); err != nil {
			return Count{}, err
		}
	}
	c := newCounter(cell, ref, m.Shard, before.Trials)
	seen := func() Count { return Merge(before, c.count()) }
	if before.Trials == 0 {
		seen = c.count
	}
	target := m.Stop(ref, Count{Cell: cell})
	for {
		so := seen()
		if round > 0 {
			target = m.Stop(ref, so)
		}
		if so.Trials >= target {
			break
		}
		spec := trial.Spec{Ref: ref, Half: cell.Half, Build: cell.Build, Procs: cell.Procs}
		if cell.Half == corpus.Broken && !cell.Build.Once() {
			spec.Deadline = m.deadline(ctx, spec)
		}
		answers, err := trial.Repeat(ctx, binary, spec, m.together(ref, cell, target-so.Trials))
		if err != nil {
			if ctx.Err() != nil {
				err = context.Cause(ctx)
			}
			return c.count(), err
		}
		for _, a := range answers {
			c.add(a, proof.Read(a, marks))
			if m.Done != nil {
				m.Done()
			}
		}
	}
	return c.count(), nil
}

// together returns how many of the n runs that a cell lacks share the next process.
func (m *measuring) together(ref corpus.Ref, cell Cell, n int) int {
	if cell.Half != corpus.Correct || !Repeatable(ref, cell.Build) {
		return 1
	}
	return max(1, min(m.Together, n))
}

func find(refs []corpus.Ref, name string) (corpus.Ref, bool) {
	i := slices.IndexFunc(refs, func(r corpus.Ref) bool { return r.Name() == name })
	if i < 0 {
		return corpus.Ref{}, false
	}
	return refs[i], true
}

// deadline returns the deadline of a broken half, from its correct twin's median
// in the same build.
func (m *measuring) deadline(ctx context.Context, s trial.Spec) time.Duration {
	const samples = 3
	key := s.Ref.Name() + " " + string(s.Build)
	m.mu.Lock()
	defer m.mu.Unlock()
	if d, ok := m.deadlines[key]; ok {
		return d
	}
	s.Half, s.Deadline = corpus.Correct, 0
	var times []int64
	for range samples {
		a, err := trial.Run(ctx, m.Binaries[corpus.Correct][s.Build], s)
		if err != nil {
			return trial.MaxDeadline
		}
		times = append(times, int64(a.Elapsed))
	}
	m.deadlines[key] = trial.DeadlineFor(time.Duration(median(times)))
	return m.deadlines[key]
}

// Wanted returns how many trials the cells still lack, as far as the rule can
// tell from what was measured before.
func (s Survey) Wanted(cells []Cell) int {
	wanted := 0
	for _, c := range cells {
		if ref, ok := find(s.Refs, c.Case); ok {
			had := s.Had[c]
			had.Cell = c
			wanted += max(0, s.Stop(ref, had)-had.Trials)
		}
	}
	return wanted
}
