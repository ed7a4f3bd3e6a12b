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

// print prints the failures, the gravest and shortest first, and then what was done.
func (s *surveying) print(findings []survey.Finding) {
	for _, f := range s.groups(findings) {
		s.printFinding(f)
	}
	for _, f := range findings {
		if known, ok := s.known.Find(f.Fingerprint); ok {
			s.out.Paragraph(fmt.Sprintf("- known %s in %s: %s", f.Class, s.half.name(f.Package, f.Test), known.Reason), "")
		}
	}
	if len(s.results) == 0 || s.interrupted && !s.begun() {
		return
	}
	if s.c.Bool("v") || len(s.results) <= fewTests {
		s.printTests()
	}
	s.printTotals()
	s.printRemarks(findings)
}

// fewTests is up to how many tests have a line each.
const fewTests = 20

// groups returns the failures that are not known, those of one cause under the first.
func (s *surveying) groups(findings []survey.Finding) []survey.Finding {
	return survey.Group(slices.DeleteFunc(slices.Clone(findings), s.isKnown))
}

// printFinding prints a failure, and those under it.
func (s *surveying) printFinding(f survey.Finding) {
	grave := f.Class == scheduler.Bug || s.fails(f)
	head := s.out.Warn("! " + string(f.Class))
	if grave {
		head = s.out.Bad("✗ " + string(f.Class))
	}
	s.out.Paragraph(head+"   "+s.half.name(f.Package, f.Failing()), "")
	s.printSchedule(f, "", grave)
	for _, other := range f.Under { // one of two races is enough to see how they come
		s.printSchedule(other, "of the same cause, ", grave && other.Failure.Kind != scheduler.Race)
	}
}

// printSchedule prints how a failure comes, and how to see it again. The steps to one that does not
// make the run fail are shown by -v, or when it is seen again.
func (s *surveying) printSchedule(f survey.Finding, about string, steps bool) {
	if f.Delays > 0 {
		about += "with " + plural(f.Delays, "delay")
	} else {
		about += "in the usual order of steps"
	}
	about += unusual(f.Values)
	if f.EarlyMS > 0 {
		about += fmt.Sprintf(", and a timer that goes off %v early", time.Duration(f.EarlyMS*float64(time.Millisecond)).Round(time.Microsecond))
	}
	switch n := len(f.Also); {
	case n > 0 && f.Failing() != f.Test:
		about += "; shown by " + plural(n+1, "test")
	case n > 0:
		about += "; shown by " + plural(n, "other test")
	}
	s.out.Paragraph(about, "  ")
	view := explore.View{Folder: s.half.folder(), Width: s.out.Width(), Lines: timelineLines, Source: explore.LinesBelow(s.roots...)}
	if s.c.Bool("v") {
		view.Lines = 0
	}
	printCause(s.out, view, f.Failure)
	for _, w := range f.Failure.Waits[:min(1, len(f.Failure.Waits))] {
		if at := placeOf(w.Created, view.Folder); f.Failure.Kind == scheduler.Leak && at != "" {
			s.out.Println("                 made " + at)
		}
	}
	if steps || s.c.Bool("v") {
		printSteps(s.out, view, f.Failure, f.Trace)
		s.out.Println("")
	}
	s.out.Println(toCopy(s.out, "again", s.again(f)))
	s.out.Println(s.out.Faint("  known: "+f.Fingerprint) + "\n")
}

// printTests prints a line for each test, of those that fail as well: how far its search came.
func (s *surveying) printTests() {
	for _, r := range s.results {
		name := s.half.name(r.Package, r.Test)
		switch how := s.reached(r); {
		case r.Verdict == explore.Refused:
			s.out.Paragraph(s.out.Warn("! refused")+"   "+name+": "+strings.TrimPrefix(r.Why, r.Package+": "), "")
		case r.Verdict == explore.Skipped:
			s.out.Paragraph("- skipped   "+name+": "+r.Why, "")
		case r.Verdict == scheduler.Fails && !slices.ContainsFunc(r.Findings, func(f survey.Finding) bool { return f.Class == scheduler.Bug && !s.isKnown(f) }):
			s.out.Paragraph("- fails, as is known   "+name, "")
		case strings.HasPrefix(how, string(scheduler.Fails)):
			s.out.Paragraph(s.out.Bad("✗ "+how)+"   "+name, "")
		case r.Verdict == scheduler.Stopped && r.Why != "":
			s.out.Paragraph(s.out.Warn("! "+how)+"   "+name+": "+r.Why, "")
		case r.Verdict == scheduler.Stopped, unchecked(r), s.questioned(r):
			s.out.Paragraph(s.out.Warn("! "+how)+"   "+name, "")
		case r.Draws.Partial > 0:
			s.out.Paragraph(s.out.Good("✓ "+how)+"   "+name+": "+partial(r.Draws), "")
		default:
			s.out.Paragraph(s.out.Good("✓ "+how)+"   "+name, "")
		}
	}
	s.out.Println("")
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

// printTotals prints how many tests came how far, and why others could not be explored.
func (s *surveying) printTotals() {
	counts, schedules, spent, packages := map[string]int{}, 0, int64(0), map[string]bool{}
	for _, r := range s.results {
		counts[s.reached(r)]++
		schedules += r.Schedules
		spent += r.ElapsedMS
		packages[r.Package] = true
	}
	took := (time.Duration(spent) * time.Millisecond).Round(100 * time.Millisecond)
	what := plural(len(s.results), "test") + " of " + plural(len(packages), "package")
	if s.half != nil {
		what = "1 case"
	}
	s.out.Println(fmt.Sprintf("%s, %s in %v of search", what, plural(schedules, "schedule"), took))
	for _, how := range slices.SortedFunc(maps.Keys(counts), byRank) {
		s.out.Println(fmt.Sprintf("%6d %s", counts[how], how))
	}
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
	s.printFailed()
	if len(causes) > 0 {
		s.out.Println(toCopy(s.out, "What is refused runs under the detectors", invoked()+" "+s.detecting()))
	}
	switch {
	case s.interrupted:
		s.remark("interrupted: this is what was known until then")
	case s.inconclusive():
		s.remark(inconclusive)
	}
}

// inconclusive is what a run has come to whose exit status is 3.
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
