package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
)

// fewTests is up to how many tests have a line each.
const fewTests = 20

// printTests prints a line for each test, of those that fail as well: how far its search came.
func (s *surveying) printTests() {
	for _, r := range s.results {
		head, more := s.headOf(r)
		s.out.Paragraph(head+"   "+s.half.name(r.Package, r.Test)+more, "")
	}
	s.out.Println("")
}

// headOf returns what stands before the name of a test, and what behind it.
func (s *surveying) headOf(r survey.Result) (head, more string) {
	isBug := func(f survey.Finding) bool { return f.Class == scheduler.Bug && !s.isKnown(f) }
	switch how := s.reached(r); {
	case r.Verdict == explore.Refused:
		return s.out.Warn("! refused"), ": " + strings.TrimPrefix(r.Why, r.Package+": ")
	case r.Verdict == explore.Skipped:
		return "- skipped", ": " + r.Why
	case r.Verdict == scheduler.Fails && !slices.ContainsFunc(r.Findings, isBug):
		return "- fails, as is known", ""
	case strings.HasPrefix(how, string(scheduler.Fails)):
		return s.out.Bad("✗ " + how), ""
	case r.Verdict == scheduler.Stopped && r.Why != "":
		return s.out.Warn("! " + how), ": " + r.Why
	case r.Verdict == scheduler.Stopped, unchecked(r), s.questioned(r):
		return s.out.Warn("! " + how), ""
	case r.Draws.Partial > 0:
		return s.out.Good("✓ " + how), ": " + partial(r.Draws)
	default:
		return s.out.Good("✓ " + how), ""
	}
}

// unchecked reports whether no schedule was tried under the race detector, of a test that has several.
func unchecked(r survey.Result) bool {
	return !r.Raced && r.Verdict == scheduler.Exhausted && r.Schedules > 1
}

// reached says how far the search of a test came, or that it fails.
func (s *surveying) reached(r survey.Result) string {
	how := string(r.Verdict)
	switch {
	case slices.ContainsFunc(r.Findings, func(f survey.Finding) bool { return s.fails(f) && f.Failing() == "" }): // the test itself
		return string(scheduler.Fails)
	case slices.ContainsFunc(r.Findings, s.fails):
		return string(scheduler.Fails) + " in TestMain"
	case r.Verdict != scheduler.Exhausted:
	case r.Schedules == 1:
		how = "one schedule"
	case r.Complete:
		how = "every schedule"
	default:
		how += " at " + plural(r.Delays, "delay")
	}
	if r.Verdict == scheduler.Exhausted && r.Draws.Partial > 0 {
		how += ", for the values tried"
	}
	if unchecked(r) {
		how += ", races unchecked"
	}
	if s.questioned(r) {
		how += ", but see above"
	}
	return how
}

// questioned reports whether something of a test is shown that does not fail it: a goroutine left behind, or what needs an early timer.
func (s *surveying) questioned(r survey.Result) bool {
	shown := func(f survey.Finding) bool { return !s.isKnown(f) }
	return slices.ContainsFunc(r.Findings, shown) && !slices.ContainsFunc(r.Findings, s.fails)
}

// printTotals prints how many tests came how far, why others could not be explored, and what that means for the run.
func (s *surveying) printTotals() {
	counts, schedules, packages := map[string]int{}, 0, map[string]bool{}
	for _, r := range s.results {
		counts[s.reached(r)]++
		schedules += r.Schedules
		packages[r.Package] = true
	}
	what := plural(len(s.results), "test") + " of " + plural(len(packages), "package")
	if s.half != nil {
		what = "1 case"
	}
	what += ", " + plural(schedules, "schedule")
	if !s.begin.IsZero() {
		what += fmt.Sprintf(" (%v)", time.Since(s.begin).Round(100*time.Millisecond))
	}
	s.out.Println(what)
	for _, how := range slices.SortedFunc(maps.Keys(counts), byRank) {
		s.out.Println(fmt.Sprintf("%6d %s", counts[how], how))
	}
	s.printRefused()
	s.printFailed()
	if slices.ContainsFunc(s.results, func(r survey.Result) bool { return r.Verdict == explore.Refused }) {
		s.out.Println(toCopy(s.out, "What is refused runs under the detectors", invoked()+" "+s.detecting()))
	}
	switch {
	case s.interrupted:
		s.remark("interrupted: this is what was known until then")
	case s.inconclusive():
		s.remark(inconclusive)
	}
}

// printRefused prints why tests could not be explored, and how many.
func (s *surveying) printRefused() {
	causes := map[string]int{}
	for _, r := range s.results {
		if r.Verdict == explore.Refused {
			cause, _, _ := strings.Cut(strings.TrimPrefix(r.Why, r.Package+": "), " at ")
			causes[cause]++
		}
	}
	for _, cause := range slices.SortedFunc(maps.Keys(causes), func(a, b string) int { return cmp.Or(causes[b]-causes[a], cmp.Compare(a, b)) }) {
		s.out.Paragraph(fmt.Sprintf("%d %s", causes[cause], cause), strings.Repeat(" ", 10))
	}
}

// inconclusive explains exit status 3: nothing was found, and nothing was proven.
const inconclusive = "nothing is found and nothing is proven: each search was stopped before its end, and goes further with a longer -time"

// remark prints what a reader has to know besides the results.
func (s *surveying) remark(text string) { s.out.Paragraph(text, s.out.Warn("! ")) }

// printFailed prints how many packages are not among those that were explored, and why.
func (s *surveying) printFailed() {
	if len(s.failed) == 0 {
		return
	}
	s.out.Println(fmt.Sprintf("     %s not explored", plural(len(s.failed), "package")))
	for _, err := range s.failed {
		s.out.Paragraph(fromHereIn(err.Error()), strings.Repeat(" ", 10))
	}
}

// detecting is the command that runs the same under the detectors.
func (s *surveying) detecting() string {
	if s.half != nil {
		return "show " + s.half.ref.Name()
	}
	return "detect " + cmp.Or(strings.Join(s.plan.Patterns, " "), "./...")
}

// byRank orders what [reached] returns, from what says most to what says least.
func byRank(a, b string) int {
	rank := func(how string) int {
		first, _, _ := strings.Cut(strings.ReplaceAll(how, ",", " "), " ")
		return slices.Index([]string{"fails", "proven", "one", "every", "exhausted", "stopped", "skipped", "refused"}, first)
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), -cmp.Compare(a, b))
}

// printRemarks prints what holds of all verdicts, and what was not done.
func (s *surveying) printRemarks(findings []survey.Finding) {
	if s.whole && s.plan.Run == "" {
		var found []string
		for _, f := range findings {
			found = append(found, f.Fingerprint)
		}
		printStale(s.out, s.known, found)
	}
	var notes []string
	for _, r := range s.results {
		if r.Verdict != explore.Refused && r.Verdict != explore.Skipped {
			notes = append(notes, r.Notes...)
			if r.LeftOut != "" {
				notes = append(notes, r.Package+": without "+r.LeftOut)
			}
		}
	}
	slices.Sort(notes)
	for _, note := range slices.Concat(s.notes, slices.Compact(notes)) {
		s.remark(note)
	}
	if slices.ContainsFunc(s.results, func(r survey.Result) bool { return r.Verdict == scheduler.Proven || r.Verdict == scheduler.Exhausted }) {
		s.out.Println("This holds for sequentially consistent executions of what the explorer models.")
	}
}
