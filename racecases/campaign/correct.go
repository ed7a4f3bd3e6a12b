package campaign

import (
	"context"
	"slices"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
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
func (p Plan) cleanTrials(build detect.Build) int {
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
	for _, build := range detect.Builds() {
		if files[build] == "" || !applies(ref, build) {
			continue
		}
		spec := trial.Spec{Ref: ref, Half: corpus.Correct, Build: build, Procs: p.Procs}
		left := p.cleanTrials(build)
		r.Allowed += left
		var times []time.Duration
		for left > 0 {
			answers, err := trial.Repeat(ctx, files[build], spec, p.together(ref, build, left))
			if err != nil {
				r.Verdict, r.Err = Error, err
				return r, 0
			}
			left -= len(answers)
			times = append(times, alone(answers))
			if r.takeCorrect(answers); r.Verdict != Clean {
				return r, 0
			}
		}
		slices.Sort(times)
		slowest = max(slowest, times[len(times)/2])
	}
	return r, slowest
}

// together returns how many of n trials of a correct half share a process.
func (p Plan) together(ref corpus.Ref, build detect.Build, n int) int {
	if p.Apart || !Repeatable(ref, build) {
		return 1
	}
	return n
}

// Repeatable reports whether the correct half of a case may run many times in one
// process, see [trial.Repeat].
func Repeatable(ref corpus.Ref, build detect.Build) bool {
	return build.Owner() == "" && ref.Case.Judge == nil
}

// alone returns what a process takes that runs a half once: the start of the child
// and the median run.
func alone(answers []trial.Output) time.Duration {
	var all time.Duration
	var own []int64
	for _, a := range answers {
		all += a.Elapsed - time.Duration(a.Record.TookUS)*time.Microsecond
		own = append(own, a.Record.TookUS)
	}
	return all + time.Duration(median(own))*time.Microsecond
}

// takeCorrect reads the answers of one process, up to the first that is not clean.
func (r *Result) takeCorrect(answers []trial.Output) {
	for _, a := range answers {
		findings := proof.Read(a, nil)
		r.note(a, findings)
		r.Answer = a
		if r.judgeCorrect(findings); r.Verdict != Clean {
			return
		}
	}
}

// judgeCorrect takes any report on a correct half for a false alarm, unless the
// case teaches that this detector raises one.
func (r *Result) judgeCorrect(findings []proof.Finding) {
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
