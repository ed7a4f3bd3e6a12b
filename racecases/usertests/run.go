package usertests

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"threadlab/racecases/detect"
	"threadlab/racecases/proc"
)

// pattern selects one test, and of its subtests those that a plan selects.
func (plan Plan) pattern(test string) string {
	pattern := "^" + regexp.QuoteMeta(test) + "$"
	if _, sub, found := strings.Cut(plan.Pattern, "/"); found {
		pattern += "/" + sub
	}
	return pattern
}

// run runs what a pattern selects once, in a build that was made and in a process of its own. It hangs if it has not ended
// after the limit.
func (p *Package) run(ctx context.Context, pattern string, build detect.Build, plan Plan, limit time.Duration) (detect.Output, error) {
	binary := p.binaries[build]
	record := filepath.Join(filepath.Dir(binary), "record")
	if err := os.RemoveAll(record); err != nil {
		return detect.Output{}, err
	}
	child := proc.Command(ctx, binary, "-test.run", pattern, "-test.count=1", "-test.v", "-test.paniconexit0")
	child.Dir, child.Env = p.Dir, append(proc.Environ(plan.Procs), "THREADLAB_RECORD="+record)
	if build == detect.RaceBuild { // a test that waits until another has ended is in order with that
		child.Args = append(child.Args, "-test.parallel="+strconv.Itoa(together))
		child.Env = append(child.Env, "THREADLAB_TOGETHER=1")
	}
	end, err := proc.Watch(ctx, child, limit, nil)
	if err != nil {
		return detect.Output{}, err
	}
	o := detect.Output{
		Build: build, Package: p.Module, Text: end.Output, Exit: end.Exit, Hung: end.Hung, Elapsed: end.Elapsed,
	}
	text, err := os.ReadFile(record)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return o, nil
	case build == detect.LeakProfileBuild:
		o.Profile = string(text)
	default:
		o.Leaks = string(text)
	}
	return o, err
}

const (
	// Of a test that has ended before, a trial hangs if it takes so many times its median, and is given no less than
	// least, so that one slow moment of the machine is not taken for a hang.
	slower = 20
	least  = 10 * time.Second

	// go-deadlock reports a wait for a mutex after 30 s, so its build is given longer.
	leastWatched = 40 * time.Second

	// The first trial is given at least as much, however little time there is for the test: that time is short does not
	// make a test hang.
	leastNew = 20 * time.Second

	// So many trials that hang, of a test that has ended in others, make it certain that it does.
	certain = 3

	// So many parallel tests run at once under the race detector: more would share the processors until they give up.
	together = 32
)

// A pace says how long each trial of a test may take, and which are left out.
type pace struct {
	plan  Plan
	ended []time.Duration // how long the trials took that ended
	hung  int             // the trials that did not
}

// note adds a trial.
func (p *pace) note(took time.Duration, hung bool) {
	if hung {
		p.hung++
		return
	}
	at, _ := slices.BinarySearch(p.ended, took)
	p.ended = slices.Insert(p.ended, at, took)
}

// limit is how long the next trial, in a build, may take: what the plan allows for a test of which nothing is known, and less for one
// that has ended, or that hangs and is only looked at once more in another build.
func (p *pace) limit(build detect.Build, now time.Time) time.Duration {
	limit, least := 2*p.plan.Deadline, least
	if build == detect.GoDeadlockBuild {
		least = leastWatched
	}
	switch {
	case len(p.ended) > 0:
		limit = min(limit, max(least, slower*p.median()))
	case p.hung > 0:
		limit = min(limit, least)
	}
	if len(p.ended)+p.hung > 0 || p.plan.Until.IsZero() {
		return limit
	}
	return min(limit, max(leastNew, p.plan.Until.Sub(now)))
}

// hangs reports whether it is certain that the test does, so that more trials in a build would say nothing more.
func (p *pace) hangs() bool { return p.hung >= certain || p.hung > 0 && len(p.ended) == 0 }

// spent reports whether the time of the test is, or what is left would not do for a trial. There is always enough for one.
func (p *pace) spent(now time.Time) bool {
	if p.plan.Until.IsZero() || p.hung+len(p.ended) == 0 {
		return false
	}
	return !now.Add(p.median()).Before(p.plan.Until)
}

// median is that of the trials that ended, the upper one of two; 0 of none.
func (p *pace) median() time.Duration {
	if len(p.ended) == 0 {
		return 0
	}
	return p.ended[len(p.ended)/2]
}
