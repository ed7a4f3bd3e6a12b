package campaign

import (
	"context"
	"slices"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/trial"
)

// How often a correct half runs by default: in each build that proves a case to a
// reader, and in each of the others, which are there for one detector.
const (
	CleanTrials = 10
	cleanOthers = 2
)

// cleanTrials returns how often a correct half runs in a build. A linter says the
// same every time.
func (p Plan) cleanTrials(build corpus.Build) int {
	switch {
	case build.Once():
		return 1
	case p.Trials > 0:
		return p.Trials
	case build.Owner() != "":
		return cleanOthers
	case p.Clean > 0:
		return p.Clean
	}
	return CleanTrials
}

// RunCorrect runs a correct half in every build there is, and returns the median
// time of a trial in the slowest of them.
func RunCorrect(ctx context.Context, files Files, p Plan, ref corpus.Ref) (Result, time.Duration) {
	r := Result{Ref: ref, Half: corpus.Correct, Verdict: Clean}
	slowest := time.Duration(0)
	for _, build := range corpus.Builds() {
		if files[build] == "" || !applies(ref, build) {
			continue
		}
		trials := p.cleanTrials(build)
		r.Allowed += trials
		var times []time.Duration
		for range trials {
			a, err := trial.Run(ctx, files[build], trial.Spec{Ref: ref, Half: corpus.Correct, Build: build, Procs: p.Procs})
			if err != nil {
				r.Verdict, r.Err = Error, err
				return r, 0
			}
			findings := detect.Read(a, nil)
			r.note(a, findings)
			r.Answer = a
			times = append(times, a.Elapsed)
			if r.judgeCorrect(findings); r.Verdict != Clean {
				return r, 0
			}
		}
		slices.Sort(times)
		slowest = max(slowest, times[len(times)/2])
	}
	return r, slowest
}

// judgeCorrect takes any report on a correct half for a false alarm, unless the
// case teaches that this detector raises one.
func (r *Result) judgeCorrect(findings []detect.Finding) {
	for _, f := range findings {
		if e, _ := r.Ref.Of(f.Detector); e.Rate == corpus.FalseAlarm {
			continue
		}
		r.Verdict = FalseAlarm
		r.Evidence = append(r.Evidence, f)
		r.Unexpected = append(r.Unexpected, f)
	}
	if r.Err != nil {
		r.Verdict = Error
	}
}
