package pages

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
)

// Explore makes the page of results/explore of the raw lines in that folder.
func Explore(dir string) ([]byte, error) {
	modules, err := readExplored(filepath.Join(dir, "modules.jsonl"))
	if err != nil {
		return nil, err
	}
	ours, err := readExplored(filepath.Join(dir, "primitives.jsonl"))
	if err != nil {
		return nil, err
	}
	return fill("explore.md", struct{ Modules, Ours []survey.Result }{modules, ours}, template.FuncMap{
		"support": support, "standings": standings, "standing": standingOf, "byModule": byModule, "counts": counts,
		"classes": scheduler.Classes, "kinds": kinds, "refused": refusedCauses, "replay": shortReplay,
	})
}

// readExplored reads the results of explored tests, a line of JSON each.
func readExplored(file string) ([]survey.Result, error) {
	all, err := Lines[survey.Result](file)
	for _, r := range all {
		if r.Test == "" {
			return nil, fmt.Errorf("%s: a line of %s names no test", file, r.Package)
		}
	}
	return all, err
}

// A standing is what became of a test: of its verdict and the classes of its failures that which says most.
type standing string

const (
	allTests    standing = "tests"
	refusedTest standing = "refused"
	bugTest     standing = "bug"
	leakTest    standing = "leak only"
	earlyTest   standing = "early timer only"
	provenTest  standing = "proven"
	doneTest    standing = "exhausted"
	notBegun    standing = "not begun"
	stoppedTest standing = "stopped"
)

// standings are the columns: how many tests there are, and where each of them is.
func standings() []standing {
	return []standing{allTests, provenTest, doneTest, stoppedTest, bugTest, leakTest, earlyTest, refusedTest, notBegun}
}

func standingOf(r survey.Result) standing {
	has := func(c scheduler.Class) bool {
		return slices.ContainsFunc(r.Findings, func(f survey.Finding) bool { return f.Class == c })
	}
	switch {
	case r.Verdict == explore.Refused:
		return refusedTest
	case has(scheduler.Bug):
		return bugTest
	case has(scheduler.LeftBehind):
		return leakTest
	case has(scheduler.EarlyTimer):
		return earlyTest
	case r.Verdict == scheduler.Stopped && strings.HasPrefix(r.Why, "the time was spent before"):
		return notBegun
	}
	return standing(r.Verdict)
}

// support counts the tests that could be explored, out of those that were begun.
func support(results []survey.Result) string {
	modules, packages, refused, begun, long := map[string]bool{}, map[string]bool{}, 0, 0, 0
	for _, r := range results {
		modules[r.Module], packages[r.Package] = true, true
		switch s := standingOf(r); {
		case s == notBegun:
			continue
		case s == refusedTest:
			refused++
		case r.Schedules == 0:
			long++
		}
		begun++
	}
	return fmt.Sprintf("%d | %d | %d | %d | %d | %d | %.1f %% of those begun",
		len(modules), len(packages), len(results), begun, refused, long, 100*float64(begun-refused)/float64(max(begun, 1)))
}

func byModule(results []survey.Result) map[string][]survey.Result {
	by := map[string][]survey.Result{}
	for _, r := range results {
		name := strings.TrimSuffix(r.Module+"@"+r.Version, "@")
		by[name] = append(by[name], r)
	}
	return by
}

func counts(results []survey.Result) map[standing]int {
	n := map[standing]int{allTests: len(results)}
	for _, r := range results {
		n[standingOf(r)]++
	}
	return n
}

// kinds counts the distinct failures of each kind and class.
func kinds(results []survey.Result) map[scheduler.Kind]map[scheduler.Class]int {
	counts := map[scheduler.Kind]map[scheduler.Class]int{}
	for _, f := range survey.Findings(results) {
		if counts[f.Failure.Kind] == nil {
			counts[f.Failure.Kind] = map[scheduler.Class]int{}
		}
		counts[f.Failure.Kind][f.Class]++
	}
	return counts
}

// shortReplay is a schedule that fits into a table.
func shortReplay(schedule string) string {
	if len(schedule) > 40 || schedule == "" {
		return "long"
	}
	return "`" + schedule + "`"
}

// A refusedCause is why some tests are refused.
type refusedCause struct {
	Cause    string
	Tests    int
	Packages string // of these tests
}

// refusedCauses are those of most tests first.
func refusedCauses(results []survey.Result) []refusedCause {
	var all []refusedCause
	for _, r := range results {
		if standingOf(r) != refusedTest {
			continue
		}
		i := slices.IndexFunc(all, func(c refusedCause) bool { return c.Cause == cause(r.Why) })
		if i < 0 {
			i, all = len(all), append(all, refusedCause{Cause: cause(r.Why), Packages: r.Package})
		}
		if all[i].Tests++; !slices.Contains(strings.Split(all[i].Packages, ", "), r.Package) {
			all[i].Packages += ", " + r.Package
		}
	}
	slices.SortFunc(all, func(a, b refusedCause) int {
		return cmp.Or(cmp.Compare(b.Tests, a.Tests), cmp.Compare(a.Cause, b.Cause))
	})
	return all
}

// cause is why a test is refused, without the place and the name of the test.
func cause(why string) string {
	what, _, _ := strings.Cut(strings.TrimPrefix(why, "not modelled: "), " at ")
	if test, rest, found := strings.Cut(what, ": "); found && strings.HasPrefix(test, "Test") {
		what = rest
	}
	return strings.TrimSuffix(what, ":")
}
