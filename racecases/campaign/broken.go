package campaign

import (
	"context"
	"slices"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
	"threadlab/racecases/tally"
	"threadlab/racecases/trial"
)

// How long a broken half is run that is not caught: alwaysRuns if the detector always sees it; else until a miss is as
// unlikely as missProbability by the case's own rate, or after maxTime as hastyMiss, but no more than maxRuns.
const (
	alwaysRuns      = 20
	missProbability = 1e-6
	hastyMiss       = 1e-3
	maxRuns         = 200
	maxTime         = 3 * time.Second
)

// A probe is a detector that should see the bug, and in which build.
type probe struct {
	detector detect.Name
	corpus.Expectation
}

// runs returns how many runs the detector has to see the bug in, and how many are enough if they take long.
func (p probe) runs() (most, enough int) {
	if p.Rate == corpus.RateAlways {
		return alwaysRuns, alwaysRuns
	}
	return tally.RunsFor(p.Least, missProbability, maxRuns), tally.RunsFor(p.Least, hastyMiss, maxRuns)
}

// probes returns the detectors to wait for: the one that the case shows, or every one that should see the bug.
func (e *Engine) probes(ref corpus.Ref, every bool) []probe {
	var all []probe
	for _, d := range detect.Names() {
		expect := ref.Of(d)
		if d == ref.Case.Show {
			expect.Build = ref.Case.ShowBuild()
		} else if !every {
			continue
		}
		if expect.Sees() && e.binaries[corpus.Broken][expect.Build] != "" {
			all = append(all, probe{d, expect})
		}
	}
	return all
}

// reads is false for the marks of a linter that this campaign does not run.
func (e *Engine) reads(kind corpus.MarkKind) bool {
	linter := detect.Build(kind)
	return !linter.Static() || e.binaries[corpus.Broken][linter] != ""
}

// broken runs the half for each probe in turn.
func (e *Engine) broken(ctx context.Context, effort Effort, ref corpus.Ref) Result {
	r := Result{Ref: ref, Half: corpus.Broken, Verdict: Missed}
	probes := e.probes(ref, effort.Every)
	if len(probes) == 0 {
		r.Verdict = NotRun
		return r
	}
	marks, err := ref.Marks(corpus.Broken)
	if err != nil {
		return r.fail(err)
	}
	r.Unhit = slices.DeleteFunc(slices.Clone(marks), func(m corpus.Mark) bool { return m.Unseen != "" || !e.reads(m.Kind) })
	f := &huntFold{Result: &r, effort: effort, seen: map[detect.Name]bool{}}
	for i, p := range probes {
		f.start(p, i == len(probes)-1)
		if f.satisfied() && effort.Trials == 0 {
			continue
		}
		r.Allowed += f.most
		if err := e.run(ctx, trial.Spec{Ref: ref, Half: corpus.Broken, Build: p.Build, Procs: effort.Procs}, f); err != nil {
			return r.fail(err)
		}
	}
	missing := slices.ContainsFunc(probes, func(p probe) bool { return !f.seen[p.detector] })
	f.judge(missing)
	return r
}

// judge comes to the verdict after all trials.
func (f *huntFold) judge(missing bool) {
	if !f.seen[detect.Hang] {
		f.Unexpected = append(f.Unexpected, f.early...)
	}
	switch {
	case f.Err != nil:
		f.Verdict = Error
	case len(f.Unexpected) > 0 && f.Caught == 0:
		f.Verdict = WrongSite
	case missing:
		f.Verdict = Missed
	default:
		f.Verdict = Detected
	}
}

// A huntFold makes a verdict of the trials of a broken half: it wants more until its probe has seen the bug, or patience
// ends. Every detector reads every trial, so other probes may see it on the way.
type huntFold struct {
	*Result
	effort Effort
	seen   map[detect.Name]bool // by any trial of the half
	// early are dumps of expected hangs with no goroutine in its marked wait: on a loaded machine one may be on its way there at the
	// deadline, or woken for a moment by a timer. They count if no dump shows the hang.
	early []proof.Finding

	probe        probe
	last         bool // no other probe follows
	ran          int  // trials for this probe
	most, enough int
	begin        time.Time
}

// start begins with the next probe.
func (f *huntFold) start(p probe, last bool) {
	f.probe, f.last, f.ran, f.begin = p, last, 0, time.Now()
	f.most, f.enough = p.runs()
	if f.effort.Trials > 0 {
		f.most = f.effort.Trials
	}
}

// satisfied reports whether the probe has seen the bug, and after the last one whether every mark was hit.
func (f *huntFold) satisfied() bool {
	return f.seen[f.probe.detector] && (!f.effort.Every || !f.last || len(f.Unhit) == 0)
}

func (f *huntFold) want() int {
	switch {
	case f.Err != nil, f.ran >= f.most:
		return 0
	case f.ran == 0, f.effort.Trials > 0:
		return 1
	case f.satisfied(), f.ran >= f.enough && time.Since(f.begin) > maxTime:
		return 0
	}
	return 1
}

// add sorts the findings of one trial into what the case expects and what it does not.
func (f *huntFold) add(o trial.Output, findings []proof.Finding) {
	f.ran++
	f.note(o, findings)
	caught := false
	for _, found := range findings {
		e := f.Ref.Of(found.Detector)
		owner := o.Build.Owner()
		switch {
		case found.Caught() && (e.Sees() || e.Rate == corpus.RateOpportunistic):
			caught, f.seen[found.Detector] = true, true
			f.Unhit = slices.DeleteFunc(f.Unhit, func(m corpus.Mark) bool { return slices.Contains(found.Marks, m) })
		case found.Caught() && owner != "" && owner != found.Detector:
			// A build that is made for another detector may well show the bug to this one.
		case found.Label == detect.LabelHang && e.Sees():
			f.early = append(f.early, found)
		case e.Rate != corpus.RateFalseAlarm:
			f.Unexpected = append(f.Unexpected, found)
		}
	}
	if f.First == 0 {
		f.Output, f.Evidence = o, findings
	}
	if !caught {
		return
	}
	if f.Caught++; f.First == 0 {
		f.First, f.FirstTook = f.Trials, o.Elapsed
	}
}
