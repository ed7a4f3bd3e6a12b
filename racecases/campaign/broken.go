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

// The patience with a broken half that is not caught: alwaysRuns for a detector that
// always sees it; else so many runs that a miss is less likely than one in a million
// by the case's own rate, and no more than maxRuns. After maxTime less has to do, but
// not less than one in a thousand: on a loaded machine a run takes long, and is no
// likelier to be caught.
const (
	alwaysRuns      = 20
	missProbability = 1e-6
	hastyMiss       = 1e-3
	maxRuns         = 200
	maxTime         = 3 * time.Second
)

// brokenHalf runs the broken half of a case.
type brokenHalf struct {
	ctx      context.Context
	files    Files
	plan     Plan
	deadline time.Duration
}

// A probe is a detector that should see the bug, and the build it looks in.
type probe struct {
	detector detect.Name
	build    detect.Build
	expect   corpus.Expectation
}

// runs returns how many runs the detector has to see the bug in, and how many are
// enough if they take long.
func (p probe) runs() (most, enough int) {
	if p.expect.Rate == corpus.Always {
		return alwaysRuns, alwaysRuns
	}
	return tally.RunsFor(p.expect.Least, missProbability, maxRuns), tally.RunsFor(p.expect.Least, hastyMiss, maxRuns)
}

// probes returns the detectors to wait for: the one that the case shows, or
// every one that should see the bug.
func (b brokenHalf) probes(ref corpus.Ref) []probe {
	var all []probe
	for _, d := range detect.Names() {
		e, build := ref.Of(d)
		if d == ref.Case.Show {
			build = ref.Case.ShowBuild()
		}
		if !e.Sees() || b.files[build] == "" || (!b.plan.Every && d != ref.Case.Show) {
			continue
		}
		all = append(all, probe{d, build, e})
	}
	return all
}

// reads is false for the marks of a linter that this campaign does not run.
func (b brokenHalf) reads(kind corpus.MarkKind) bool {
	switch kind {
	case corpus.VetFinding:
		return b.files[detect.VetBuild] != ""
	case corpus.StaticcheckFinding:
		return b.files[detect.StaticcheckBuild] != ""
	}
	return true
}

// RunBroken runs the broken half of a case, with the given deadline for a child.
func RunBroken(ctx context.Context, files Files, p Plan, ref corpus.Ref, deadline time.Duration) Result {
	return brokenHalf{ctx: ctx, files: files, plan: p, deadline: deadline}.run(ref)
}

// run runs the half for each probe in turn.
func (b brokenHalf) run(ref corpus.Ref) Result {
	r := Result{Ref: ref, Half: corpus.Broken, Verdict: Missed}
	probes := b.probes(ref)
	if len(probes) == 0 {
		r.Verdict = NotRun
		return r
	}
	marks, err := ref.Marks(corpus.Broken)
	if err != nil {
		r.Verdict, r.Err = Error, err
		return r
	}
	r.Unhit = slices.DeleteFunc(slices.Clone(marks), func(m corpus.Mark) bool { return m.Unseen != "" || !b.reads(m.Kind) })
	seen := map[detect.Name]bool{}
	for _, p := range probes {
		satisfied := func() bool {
			last := p == probes[len(probes)-1]
			return seen[p.detector] && (!b.plan.Every || !last || len(r.Unhit) == 0)
		}
		if satisfied() && b.plan.Trials == 0 {
			continue
		}
		if err := b.until(&r, p, marks, seen, satisfied); err != nil {
			r.Verdict, r.Err = Error, err
			return r
		}
	}
	missing := false
	for _, p := range probes {
		missing = missing || !seen[p.detector]
	}
	r.judgeBroken(missing)
	return r
}

// until runs the half until the probe is satisfied, or patience ends. Every
// detector reads every answer, so others may be satisfied on the way.
func (b brokenHalf) until(r *Result, p probe, marks []corpus.Mark, seen map[detect.Name]bool, satisfied func() bool) error {
	now := b.plan.Clock
	if now == nil {
		now = time.Now
	}
	begin := now()
	runs, enough := p.runs()
	if b.plan.Trials > 0 {
		runs = b.plan.Trials
	}
	r.Allowed += runs
	spec := trial.Spec{Ref: r.Ref, Half: corpus.Broken, Build: p.build, Procs: b.plan.Procs, Deadline: b.deadline}
	for i := range runs {
		a, err := trial.Run(b.ctx, b.files[p.build], spec)
		if err != nil {
			return err
		}
		findings := proof.Read(a, marks)
		r.note(a, findings)
		r.take(a, findings, seen)
		if r.Err != nil {
			return nil
		}
		if b.plan.Trials == 0 && (satisfied() || i+1 >= enough && now().Sub(begin) > maxTime) {
			return nil
		}
	}
	return nil
}

// take sorts the findings of one answer into what the case expects and what it
// does not, and notes which detectors have now seen the bug.
func (r *Result) take(a trial.Output, findings []proof.Finding, seen map[detect.Name]bool) {
	caught := false
	for _, f := range findings {
		e, _ := r.Ref.Of(f.Detector)
		switch {
		case f.Caught() && (e.Sees() || e.Rate == corpus.Possible):
			caught, seen[f.Detector] = true, true
			r.Unhit = slices.DeleteFunc(r.Unhit, func(m corpus.Mark) bool { return slices.Contains(f.Marks, m) })
		case f.Caught() && a.Build.Owner() != "" && a.Build.Owner() != f.Detector:
			// A build that is made for another detector may well show the bug to this one.
		case e.Rate != corpus.FalseAlarm:
			r.Unexpected = append(r.Unexpected, f)
		}
	}
	if r.First == 0 {
		r.Answer, r.Evidence = a, findings
	}
	if !caught {
		return
	}
	if r.Caught++; r.First == 0 {
		r.First, r.FirstTook = r.Trials, a.Elapsed
	}
}

func (r *Result) judgeBroken(missing bool) {
	switch {
	case r.Err != nil:
		r.Verdict = Error
	case len(r.Unexpected) > 0 && r.Caught == 0:
		r.Verdict = WrongSite
	case missing:
		r.Verdict = Missed
	default:
		r.Verdict = Detected
	}
}
