package survey

import (
	"slices"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// A Result is what a survey says of a test, a line of JSON. Its report is about all
// searches of the test: how far the farthest came, and how much all took.
type Result struct {
	V       int      `json:"v"`
	Module  string   `json:"module,omitempty"`
	Version string   `json:"version,omitempty"` // of the module, unless its sources are at hand
	Package string   `json:"package"`
	Folder  string   `json:"folder,omitempty"` // of the package, from where the survey ran
	Test    string   `json:"test,omitempty"`
	Notes   []string `json:"notes,omitempty"`
	Raced   bool     `json:"raced,omitempty"` // the race detector looked on under some schedules
	explore.Report
	Findings []Finding `json:"findings,omitempty"`
}

// fold adds the report of one more search, in a build of some mode.
func (r *Result) fold(report explore.Report, mode explore.BuildMode) {
	found := make([]Finding, 0, len(report.Findings))
	for _, f := range report.Findings {
		found = append(found, Finding{Finding: f, MemoryAccesses: mode.MemoryAccesses})
	}
	r.Findings = add(r.Findings, found...)
	explain(r.Findings)
	r.Raced = r.Raced || mode.Race && report.Schedules > 0
	r.further(report)
}

// further keeps the report of the search that came the farthest, with what all took.
func (r *Result) further(report explore.Report) {
	report.Findings = nil // they are the result's
	spent, tried, used := r.ElapsedMS+report.ElapsedMS, r.Schedules+report.Schedules, r.Processor+report.Processor
	if r.Schedules == 0 || standing(report) > standing(r.Report) {
		r.Report = report
	}
	r.ElapsedMS, r.Schedules, r.Processor = spent, tried, used
}

// standing orders reports by how much they say: a failure, then how far the search came.
func standing(r explore.Report) int {
	order := []scheduler.Verdict{explore.Refused, explore.Skipped, scheduler.Stopped, scheduler.Exhausted, scheduler.Proven, scheduler.Fails}
	if r.Complete {
		return slices.Index(order, r.Verdict)*1000 + 999
	}
	return slices.Index(order, r.Verdict)*1000 + min(r.Delays, 998)
}

// Merge folds the results of several surveys into one list, in which each test is once. What one survey has found may have
// its cause in what another one has.
func Merge(results []Result) []Result {
	var all []Result
	for _, r := range results {
		i := slices.IndexFunc(all, func(a Result) bool { return a.Package == r.Package && a.Test == r.Test })
		if i < 0 {
			all = append(all, r)
			continue
		}
		all[i].Findings = add(all[i].Findings, r.Findings...)
		explain(all[i].Findings)
		all[i].Raced = all[i].Raced || r.Raced
		all[i].further(r.Report)
	}
	return all
}
