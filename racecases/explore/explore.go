package explore

import (
	"context"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/scheduler"
)

// Options bound a search.
type Options = scheduler.Options

// A RefusedError says why a program cannot be explored.
type RefusedError []string

func (e RefusedError) Error() string { return strings.Join(e, "\n") }

// Refused is the verdict on what cannot be explored.
const Refused scheduler.Verdict = "refused"

// A Report is what the explorer says of one half of a case, or of one test.
type Report struct {
	V         int                    `json:"v"`
	Case      string                 `json:"case,omitempty"`
	Half      corpus.Half            `json:"half,omitempty"`
	Module    string                 `json:"module,omitempty"`
	Version   string                 `json:"version,omitempty"` // of the module, unless its sources are at hand
	Package   string                 `json:"package,omitempty"`
	Test      string                 `json:"test,omitempty"`
	Notes     []string               `json:"notes,omitempty"`
	Patient   bool                   `json:"patient,omitempty"` // as in the options
	Outlive   bool                   `json:"outlive,omitempty"`
	Verdict   scheduler.Verdict      `json:"verdict"`
	Failure   *scheduler.Failure     `json:"failure,omitempty"`
	Delays    int                    `json:"delays"` // of the failing schedule; else up to which all were tried
	Schedules int                    `json:"schedules"`
	Steps     int                    `json:"steps"`
	Replay    string                 `json:"replay,omitempty"`
	Why       string                 `json:"why,omitempty"`
	ElapsedMS int64                  `json:"elapsed_ms"`
	Strategy  scheduler.StrategyName `json:"strategy,omitempty"` // empty: a replay

	Trace []scheduler.Event `json:"-"`
}

// Explore runs one case. An error of type [RefusedError] says that it uses what is
// not modelled.
func (r *Runner) Explore(ctx context.Context, ref corpus.Ref, o Options) (Report, error) {
	return r.do(ctx, ref, harness.Job{Entry: ref.Name(), Options: o})
}

func (r *Runner) do(ctx context.Context, ref corpus.Ref, job harness.Job) (Report, error) {
	if ref.Case.Judge != nil {
		return Report{}, RefusedError{"not modelled: effects after the end of the process, which " + ref.Name() + " is judged by"}
	}
	a, err := exploreChild(ctx, r.file, "", job)
	if err != nil {
		return Report{}, err
	}
	return r.report(ref, job.Options, a), nil
}

func (r *Runner) report(ref corpus.Ref, o Options, a scheduler.Answer) Report {
	rep := newReport(o, a, "threadlab/")
	rep.Case, rep.Half = ref.Name(), r.half
	return rep
}

// newReport makes the paths of files below a root relative to it.
func newReport(o Options, a scheduler.Answer, roots ...string) Report {
	rep := Report{
		V: 1, Verdict: a.Verdict, Failure: a.Failure, Delays: a.Delays,
		Schedules: a.Schedules, Steps: a.Steps, Why: a.Why, ElapsedMS: a.Elapsed.Milliseconds(), Trace: a.Trace,
		Strategy: a.Strategy, Patient: o.NoEarlyTimers, Outlive: o.AllowLeaks,
	}
	if a.Verdict == scheduler.Fails {
		rep.Replay = a.Schedule.String()
	}
	for _, e := range rep.Trace {
		relative(e.Where, roots)
	}
	if rep.Failure != nil {
		for _, w := range rep.Failure.Waits {
			relative(w.Where, roots)
		}
		for _, x := range rep.Failure.Races {
			relative(x.Where, roots)
			relative(x.Created, roots)
		}
	}
	return rep
}

func relative(frames []scheduler.Frame, roots []string) {
	for i := range frames {
		for _, root := range roots {
			frames[i].File = strings.TrimPrefix(frames[i].File, root)
		}
	}
}
