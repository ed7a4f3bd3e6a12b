package campaign

import (
	"cmp"
	"context"
	"slices"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/trial"
)

// A pace is a correct half in one build.
type pace struct {
	name  string
	build detect.Build
}

func paceOf(s trial.Spec) pace { return pace{s.Ref.Name(), s.Build} }

// took notes what a process took that ran the correct half of a spec's case.
func (e *Engine) took(s trial.Spec, t time.Duration) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.paces[paceOf(s)] = append(e.paces[paceOf(s)], t)
}

// typical returns the median of such times; false if there is none.
func (e *Engine) typical(s trial.Spec) (time.Duration, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	times := e.paces[paceOf(s)]
	return median(times), len(times) > 0
}

// leakPatience is how long goleak looks again at goroutines that may yet end, before it reports them.
const leakPatience = 450 * time.Millisecond

// deadline returns that of a broken half, from the median time of its correct one in the same build, which is run three
// times if it never was. One that leaks also takes goleak's time, which must not become a hang on a loaded machine.
func (e *Engine) deadline(ctx context.Context, s trial.Spec) time.Duration {
	const samples = 3
	if s.Build.Once() {
		return 0
	}
	typical, ok := e.typical(s)
	if !ok {
		s.Half, s.Deadline = corpus.Correct, 0
		for range samples {
			if _, err := e.trials(ctx, s, 1); err != nil {
				return trial.MaxDeadline
			}
		}
		typical, _ = e.typical(s)
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
