package campaign

import (
	"context"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// Each hands each to the tests.
func Each(ctx context.Context, e *Engine, items []bool, do func(bool)) { each(ctx, e, items, do) }

// Sleep hands sleep to the tests.
func (e *Engine) Sleep(n int, f func(int)) { e.sleep(n, f) }

// Hunt is the result of trials of a broken half in which these findings are made, until a hang is seen.
func Hunt(ref corpus.Ref, trials ...proof.Finding) Result {
	r := Result{Ref: ref, Half: corpus.Broken}
	f := &huntFold{Result: &r, seen: map[detect.Name]bool{}}
	f.start(probe{detect.Hang, ref.Of(detect.Hang)}, true)
	for _, found := range trials {
		if f.want() > 0 {
			f.add(trial.Output{}, []proof.Finding{found})
		}
	}
	f.judge(!f.seen[detect.Hang])
	return r
}
