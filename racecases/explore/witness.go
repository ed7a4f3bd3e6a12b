package explore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// Runners are the broken halves in both ways of instrumenting them.
type Runners struct{ Operations, Accesses *Runner }

// BuildRunners makes both of them in a folder.
func BuildRunners(ctx context.Context, root, dir string) (r Runners, err error) {
	for _, made := range []struct {
		runner *(*Runner)
		how    How
	}{{&r.Operations, How{}}, {&r.Accesses, How{Accesses: true}}} {
		sub := filepath.Join(dir, fmt.Sprint("accesses=", made.how.Accesses))
		if err := os.MkdirAll(sub, 0o755); err != nil {
			return Runners{}, err
		}
		if *made.runner, err = Build(ctx, root, sub, corpus.Broken, made.how); err != nil {
			return Runners{}, err
		}
	}
	return r, nil
}

// Of returns the Runner that a witness is for.
func (r Runners) Of(w corpus.Witness) *Runner {
	if w.Accesses {
		return r.Accesses
	}
	return r.Operations
}

// Find looks for a witness of a broken half: a failing schedule at operations; else
// one at accesses too; else, of a data race that harms nobody there, one in which
// the marked accesses meet. It returns none if there is none.
func (r Runners) Find(ctx context.Context, ref corpus.Ref, delays int, limit time.Duration) (corpus.Witness, bool, error) {
	for _, w := range []corpus.Witness{{}, {Accesses: true}, {Accesses: true, Ends: corpus.RacyPair}} {
		job := harness.Job{Entry: ref.Name(), Options: Options{Delays: delays, Time: limit}}
		if w.Ends != "" {
			if job.RacyPairs = marked(ref); len(job.RacyPairs) == 0 {
				continue
			}
		}
		report, err := r.Of(w).do(ctx, ref, job)
		if errors.As(err, new(RefusedError)) {
			return w, false, nil
		} else if err != nil {
			return w, false, err
		}
		if report.Verdict == scheduler.Fails {
			w.Case, w.Ends, w.Schedule = ref.Case.Slug, string(report.Failure.Kind), report.Replay
			return w, true, nil
		}
	}
	return corpus.Witness{}, false, nil
}

// marked returns the accesses of a data race that are marked in a broken half.
func marked(ref corpus.Ref) model.Accesses {
	marks, err := ref.Marks(corpus.Broken)
	if err != nil {
		return nil
	}
	accesses := model.Accesses{}
	for _, m := range marks {
		if what, ok := strings.CutPrefix(string(m.Kind), "race "); ok {
			at := fmt.Sprintf("%s %s/%s:%d", what, ref.Lesson.Slug, m.File, m.Line)
			if m.Pair == "" {
				m.Pair = "*"
			}
			accesses[at] += m.Pair
		}
	}
	return accesses
}

// A StaleError says that a witness does not hold any more.
type StaleError struct {
	Case, Why string
}

func (e StaleError) Error() string {
	return fmt.Sprintf("the witness of %s is stale (%s): %s -case %s finds another", e.Case, e.Why, corpus.RenewWitnesses, e.Case)
}

// ReplayWitness runs one witness again and tells every step.
func (r *Runner) ReplayWitness(ctx context.Context, ref corpus.Ref, w corpus.Witness) (Report, error) {
	report, err := r.do(ctx, ref, replayOf(ref, w))
	return report, stale(ref, w, report, err)
}

// Replay runs the witnesses of some cases again, in one process for each way of
// instrumenting, and hands back what each ended in. An error of type [StaleError] says
// that one does not end as it is written.
func (r Runners) Replay(ctx context.Context, refs []corpus.Ref) ([]Report, error) {
	reports := make([]Report, len(refs))
	var errs []error
	for _, accesses := range []bool{false, true} {
		var jobs []harness.Job
		var witnesses []corpus.Witness
		var at []int
		for i, ref := range refs {
			w, ok, err := ref.Witness()
			if err != nil {
				return nil, err
			}
			if ok && w.Accesses == accesses {
				jobs, witnesses, at = append(jobs, replayOf(ref, w)), append(witnesses, w), append(at, i)
			}
		}
		if len(jobs) == 0 {
			continue
		}
		runner := r.Of(corpus.Witness{Accesses: accesses})
		results, _, err := runJobs(ctx, runner.file, "", jobs...)
		if err != nil {
			return nil, err
		}
		for j, i := range at {
			reports[i] = runner.report(refs[i], jobs[j].Options, results[j].Answer)
			errs = append(errs, stale(refs[i], witnesses[j], reports[i], results[j].err()))
		}
	}
	return reports, errors.Join(errs...)
}

// replayOf is the job that runs a witness again.
func replayOf(ref corpus.Ref, w corpus.Witness) harness.Job {
	job := harness.Job{Entry: ref.Name(), Options: Options{Replay: w.Schedule}}
	if w.Ends == corpus.RacyPair {
		job.RacyPairs = marked(ref)
	}
	return job
}

func stale(ref corpus.Ref, w corpus.Witness, r Report, err error) error {
	switch {
	case err != nil:
		return StaleError{ref.Name(), err.Error()}
	case r.Failure == nil:
		return StaleError{ref.Name(), fmt.Sprintf("schedule %s does not fail", w.Schedule)}
	case string(r.Failure.Kind) != w.Ends:
		return StaleError{ref.Name(), fmt.Sprintf("schedule %s should end in %s and ends in %s", w.Schedule, w.Ends, r.Failure)}
	}
	return nil
}

// OnMarks reports whether a failure is the bug that the case is about: whether it
// lies on a line that is marked for it. An outcome names no line.
func OnMarks(ref corpus.Ref, marks []corpus.Mark, f *scheduler.Failure) bool {
	if f.Kind == scheduler.Race {
		return racesAt(ref, marks, f.Races)
	}
	return slices.ContainsFunc(marks, func(m corpus.Mark) bool {
		switch f.Kind {
		case scheduler.Panic, scheduler.Fatal:
			return (m.Kind == corpus.Panic || m.Kind == corpus.Fatal) && strings.Contains(f.Message, m.Text) && passes(f.Stack, m)
		case scheduler.Deadlock, scheduler.Leak, scheduler.StepLimit:
			return m.Kind == corpus.Wait && waitsAt(ref, f, m)
		}
		return false
	}) || f.Kind == scheduler.Outcome || f.Kind == scheduler.RacyPair
}

// racesAt reports whether each access of a race is on a line that is marked for it,
// and the marks belong together. A stack that the detector has lost is anywhere.
func racesAt(ref corpus.Ref, marks []corpus.Mark, races []scheduler.RacingAccess) bool {
	pairs := map[string]int{}
	lost := 0
	for _, x := range races {
		at, ok := Place(x.Where, Folder(ref))
		if !ok {
			lost++
			continue
		}
		on := map[string]bool{}
		for _, m := range marks {
			kind := corpus.MarkKind("race " + strings.TrimPrefix(x.Op, "atomic "))
			if m.Kind == kind && m.Line == at.Line && m.File == path.Base(at.File) && !on[m.Pair] {
				on[m.Pair] = true
				pairs[m.Pair]++
			}
		}
	}
	for _, n := range pairs {
		if n > 0 && n == len(races)-lost {
			return true
		}
	}
	return false
}

// Folder is where the code of a case is, relative to the module's root.
func Folder(ref corpus.Ref) string { return path.Dir(ref.Path(corpus.Broken)) }

func waitsAt(ref corpus.Ref, f *scheduler.Failure, m corpus.Mark) bool {
	return slices.ContainsFunc(f.Waits, func(w scheduler.Wait) bool {
		at, ok := Place(w.Where, Folder(ref))
		return ok && path.Base(at.File) == m.File && at.Line == m.Line
	})
}

// passes reports whether a stack leads through a marked line. A fatal error that
// nobody calls for has no stack.
func passes(stack string, m corpus.Mark) bool {
	at := regexp.MustCompile(regexp.QuoteMeta(fmt.Sprintf("/%s:%d", m.File, m.Line)) + `\b`)
	return stack == "" || at.MatchString(stack)
}
