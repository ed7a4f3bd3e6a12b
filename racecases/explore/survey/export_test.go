package survey

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// A Target is a package and its tests.
type Target struct {
	Path  string
	Tests []string
}

// Share returns the tests of a plan's part.
func (p Plan) Share(all []Target) []Target {
	var in []target
	for _, t := range all {
		in = append(in, target{path: t.Path, tests: t.Tests})
	}
	var out []Target
	for _, t := range p.part(in) {
		out = append(out, Target{t.path, t.tests})
	}
	return out
}

// An Agenda is one whose tasks are functions.
type Agenda struct{ *agenda }

// NewAgenda returns an empty one.
func NewAgenda(workers int) Agenda { return Agenda{newAgenda(workers)} }

// Build adds a build, of a package that is built already if it is a second one.
func (a Agenda) Build(second bool, do func()) {
	a.add(task{build: true, second: second, do: func(context.Context) { do() }})
}

// Search adds a search with a share.
func (a Agenda) Search(share time.Duration, do func()) {
	a.add(task{share: share, do: func(context.Context) { do() }})
}

// Run does all tasks.
func (a Agenda) Run(ctx context.Context, workers int) { a.run(ctx, workers) }

// GrantAtOnce has a budget asked by several goroutines at once, and returns what all got.
func GrantAtOnce(given time.Duration, goroutines int) time.Duration {
	b := newBudget(given, goroutines)
	var all sync.WaitGroup
	var sum atomic.Int64
	for range goroutines {
		all.Go(func() { sum.Add(int64(b.grant(firstShare, 0, true))) })
	}
	all.Wait()
	return time.Duration(sum.Load())
}

// Grants returns what a budget grants to a test that never has enough, one share after
// the other. It has begun if a schedule of it ends.
func Grants(given time.Duration, workers int, begun bool) []time.Duration {
	b := newBudget(given, workers)
	var all []time.Duration
	had := time.Duration(0)
	for share := firstShare; ; share *= growth {
		granted := b.grant(share, had, begun)
		if granted == 0 {
			return all
		}
		had += granted
		all = append(all, granted)
	}
}

// Explain notes which findings of a test have the cause of another one.
func Explain(list []Finding) { explain(list) }
