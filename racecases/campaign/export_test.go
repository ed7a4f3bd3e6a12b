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

// Hunt is the result of trials of a broken half that is run until a hang is seen. next is what is found in the i'th, if
// anything.
func Hunt(ref corpus.Ref, next func(i int) (found proof.Finding, ok bool)) Result {
	r := Result{Ref: ref, Half: corpus.Broken}
	f := &huntFold{Result: &r, seen: map[detect.Name]bool{}}
	f.start(probe{detect.Hang, ref.Of(detect.Hang)}, true)
	for f.want() > 0 {
		var findings []proof.Finding
		if found, ok := next(f.ran); ok {
			findings = append(findings, found)
		}
		f.add(trial.Output{Done: len(findings) == 0}, findings)
	}
	f.judge(!f.seen[detect.Hang])
	return r
}
