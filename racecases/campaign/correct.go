package campaign

import (
	"context"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// correct runs a correct half in every build there is, until something is wrong. What it did with others is not run again.
func (e *Engine) correct(ctx context.Context, effort Effort, ref corpus.Ref) Result {
	r := Result{Ref: ref, Half: corpus.Correct, Verdict: Clean}
	for _, build := range detect.Builds() {
		if e.binaries[corpus.Correct][build] == "" || !applies(ref, build) {
			continue
		}
		f := &cleanFold{Result: &r, left: effort.cleanTrials(build), apart: effort.Apart}
		r.Allowed += f.left
		s := trial.Spec{Ref: ref, Half: corpus.Correct, Build: build, Procs: effort.Procs}
		if outputs := effort.shared.of(s); outputs != nil {
			e.took(s, alone(outputs))
			for _, o := range outputs {
				f.add(o, proof.Read(o, nil))
			}
		}
		if err := e.run(ctx, s, f); err != nil {
			return r.fail(err)
		}
		if r.Verdict != Clean {
			break
		}
	}
	return r
}

// A cleanFold makes a verdict of the trials of a correct half in one build, up to the first that is not clean.
type cleanFold struct {
	*Result
	left  int
	apart bool
}

func (f *cleanFold) want() int {
	switch {
	case f.Verdict != Clean:
		return 0
	case f.apart:
		return min(1, f.left)
	}
	return f.left
}

func (f *cleanFold) add(o trial.Output, findings []proof.Finding) {
	if f.Verdict != Clean {
		return
	}
	f.left--
	f.note(o, findings)
	f.Output = o
	f.judge(findings)
}

// judge takes any report on a correct half for a false alarm, unless the case teaches that this detector raises one.
func (f *cleanFold) judge(findings []proof.Finding) {
	for _, found := range findings {
		if f.Ref.Of(found.Detector).Rate == corpus.RateFalseAlarm {
			continue
		}
		f.Verdict = FalseAlarm
		f.Evidence = append(f.Evidence, found)
		f.Unexpected = append(f.Unexpected, found)
	}
	if f.Err != nil {
		f.Verdict = Error
	}
}
