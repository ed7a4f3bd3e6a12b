// Package campaign runs cases: it decides the order, the builds, the number of
// trials and what runs beside what, and turns the findings into verdicts.
package campaign

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// A Verdict is what a campaign says of one half.
type Verdict string

// The verdicts. NotRun is for a half whose build this machine cannot make.
const (
	Detected   Verdict = "detected"    // broken, and a detector that should see it did
	Missed     Verdict = "missed"      // broken, and none did
	Clean      Verdict = "clean"       // correct, and nothing was reported
	FalseAlarm Verdict = "false-alarm" // correct, and something was reported
	WrongSite  Verdict = "wrong-site"  // reported, but not where the marks are
	Error      Verdict = "error"       // the trial itself failed
	NotRun     Verdict = "not-run"
)

// A Result is the verdict on one half, and what it rests on.
type Result struct {
	Ref        corpus.Ref
	Half       corpus.Half
	Verdict    Verdict
	Labels     []detect.Label // everything that was shown, in order of appearance
	Trials     int
	Caught     int             // in how many trials it was caught
	First      int             // the first run that was caught, from 1
	Allowed    int             // how many runs it might have taken
	Elapsed    time.Duration   // of all trials
	FirstTook  time.Duration   // of the trial that was caught first
	Answer     trial.Output    // that trial, or the last one
	Evidence   []proof.Finding // what was found in it
	Unexpected []proof.Finding // findings that the case does not expect, of any trial
	Unhit      []corpus.Mark   // marks of the broken half that no trial hit
	Err        error
}

// AsExpected reports whether the half did what the case says that it does.
func (r Result) AsExpected() bool {
	return (r.Verdict == Detected || r.Verdict == Clean) && len(r.Unexpected) == 0
}

// A Plan says what to run.
type Plan struct {
	Refs     []corpus.Ref
	Trials   int // per half and build; 0: a broken half until it is caught, a correct one CleanTrials times in each build
	Clean    int // trials of a correct half in the plain and the race build; 0 stands for CleanTrials
	Parallel int // cases at a time
	Procs    int // GOMAXPROCS of the children; 0 stands for the number of CPUs
	// Apart gives each run of a correct half a process of its own: for a half of
	// which nobody has said yet that it is right.
	Apart bool
	Clock func() time.Time // what patience goes by; nil stands for time.Now
	// Every runs a broken half in the build of each detector that should see it
	// until each of them has and every mark was hit, and not only until the
	// detector that the case shows has.
	Every bool
}

// Binaries finds the compiled runner for a half and a build.
type Binaries map[corpus.Half]Files

// Files finds the compiled runner of one half for a build.
type Files map[detect.Build]string

// Prepare makes the given builds of both halves. Where this machine cannot make the race build the
// other runners are returned beside an error that wraps [gocmd.ErrNoRaceBuild].
func Prepare(ctx context.Context, b *trial.Builder, builds ...detect.Build) (Binaries, error) {
	binaries := Binaries{corpus.Correct: {}, corpus.Broken: {}}
	var noRace error
	for _, build := range builds {
		if build == detect.RaceBuild {
			if noRace = gocmd.CheckRace(ctx); noRace != nil {
				continue
			}
		}
		for half, files := range binaries {
			file, err := b.Build(ctx, half, build)
			if err != nil {
				return nil, err
			}
			files[build] = file
		}
	}
	return binaries, noRace
}

// Run runs the plan and calls done with the results of each case as it ends: of
// its broken half first, then of its correct one. done is never called twice at
// once. When ctx ends, the cases that have not are left out, and its error is
// returned.
func Run(ctx context.Context, binaries Binaries, p Plan, done func([]Result)) error {
	work := make(chan corpus.Ref)
	var all sync.WaitGroup
	var mu sync.Mutex
	for range max(1, p.Parallel) {
		all.Go(func() {
			for ref := range work {
				results := runCase(ctx, binaries, p, ref)
				if ctx.Err() != nil {
					continue
				}
				mu.Lock()
				done(results)
				mu.Unlock()
			}
		})
	}
	for _, ref := range p.Refs {
		if ctx.Err() == nil {
			work <- ref
		}
	}
	close(work)
	all.Wait()
	return ctx.Err()
}

// runCase runs the correct half first, because its median time sets the deadline
// of the broken one.
func runCase(ctx context.Context, binaries Binaries, p Plan, ref corpus.Ref) []Result {
	correct, median := RunCorrect(ctx, binaries[corpus.Correct], p, ref)
	if ref.Case.Negative {
		return []Result{correct}
	}
	return []Result{RunBroken(ctx, binaries[corpus.Broken], p, ref, trial.DeadlineFor(median)), correct}
}

// applies is false for a build that is made for one detector, of which the case
// says that it cannot know what the program is made of.
func applies(ref corpus.Ref, build detect.Build) bool {
	owner := build.Owner()
	if owner == "" {
		return true
	}
	e, _ := ref.Of(owner)
	return e.Rate != corpus.NotApplicable
}

// note adds what was found in one answer to a result.
func (r *Result) note(a trial.Output, findings []proof.Finding) {
	r.Trials++
	r.Elapsed += a.Elapsed
	for _, f := range findings {
		if !slices.Contains(r.Labels, f.Label) {
			r.Labels = append(r.Labels, f.Label)
		}
	}
	if len(findings) == 0 && !a.Done {
		r.Err = fmt.Errorf("%s, %s half, %s build: exit status %d, and no detector knows why:\n%s",
			r.Ref.Name(), r.Half, a.Build, a.Exit, a.Text)
	}
}
