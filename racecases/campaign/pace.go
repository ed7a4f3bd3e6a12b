package campaign

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

// A pace is how long a correct half takes in one build, a process for each time.
type pace struct {
	mu    sync.Mutex
	times []time.Duration
}

func (p *pace) add(t time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.times = append(p.times, t)
}

func (p *pace) median() (time.Duration, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return median(p.times), len(p.times) > 0
}

// pace returns that of the correct half of a spec's case in the spec's build.
func (e *Engine) pace(s trial.Spec) *pace {
	key := s.Ref.Name() + " " + string(s.Build)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.paces[key] == nil {
		e.paces[key] = &pace{}
	}
	return e.paces[key]
}

// leakPatience is how long goleak looks again at goroutines that may yet end, before
// it reports them.
const leakPatience = 450 * time.Millisecond

// deadline returns that of a broken half, from the median time of its correct one in
// the same build, which is run three times if it never was. One that leaks also takes
// goleak's time, which a loaded machine must not turn into a hang.
func (e *Engine) deadline(ctx context.Context, s trial.Spec) time.Duration {
	const samples = 3
	if s.Build.Once() {
		return 0
	}
	p := e.pace(s)
	typical, ok := p.median()
	if !ok {
		s.Half, s.Deadline = corpus.Correct, 0
		for range samples {
			if _, err := e.process(ctx, s, 1); err != nil {
				return trial.MaxDeadline
			}
		}
		typical, _ = p.median()
	}
	if leak, hang := expected(s.Ref); leak && !hang {
		typical += leakPatience
	}
	return trial.DeadlineFor(typical)
}

// median returns the middle of some values, the upper one of two; 0 of none.
func median[T cmp.Ordered](xs []T) T {
	if len(xs) == 0 {
		var none T
		return none
	}
	xs = slices.Sorted(slices.Values(xs))
	return xs[len(xs)/2]
}
