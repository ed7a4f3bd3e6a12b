package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
)

// explorePage returns the page of results/explore with its tables made anew from the raw lines beside it.
func explorePage(dir string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		return "", err
	}
	modules, err := readExplored(filepath.Join(dir, "modules.jsonl"))
	if err != nil {
		return "", err
	}
	ours, err := readExplored(filepath.Join(dir, "primitives.jsonl"))
	if err != nil {
		return "", err
	}
	page := string(text)
	for _, part := range []struct{ name, body string }{
		{"support", supportTable(modules)}, {"tests", testsTable(modules)}, {"kinds", kindsTable(modules)},
		{"bugs", bugsTable(modules)}, {"refused", refusedTable(modules)},
		{"ours", testsTable(ours)}, {"our bugs", bugsTable(ours)},
	} {
		head, tail := "<!-- "+part.name+" -->\n", "<!-- /"+part.name+" -->"
		before, rest, found := strings.Cut(page, head)
		_, after, ended := strings.Cut(rest, tail)
		if !found || !ended {
			return "", fmt.Errorf("%s has no part %q", filepath.Join(dir, "README.md"), part.name)
		}
		page = before + head + part.body + "\n" + tail + after
	}
	return page, nil
}

// readExplored reads the results of explored tests, a line of JSON each.
func readExplored(file string) ([]survey.Result, error) {
	all, err := readLines[survey.Result](file)
	for _, r := range all {
		if r.Test == "" {
			return nil, fmt.Errorf("%s: a line of %s names no test", file, r.Package)
		}
	}
	return all, err
}

// A standing is what became of a test: of its verdict and the classes of its failures that
// which says most.
type standing string

const (
	refusedTest standing = "refused"
	bugTest     standing = "bug"
	leakTest    standing = "leak only"
	earlyTest   standing = "early timer only"
	provenTest  standing = "proven"
	doneTest    standing = "exhausted"
	notBegun    standing = "not begun"
	stoppedTest standing = "stopped"
)

// standings are the columns, in which each test is once.
func standings() []standing {
	return []standing{provenTest, doneTest, stoppedTest, bugTest, leakTest, earlyTest, refusedTest, notBegun}
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

// supportTable counts the tests that could be explored, out of those that were begun.
func supportTable(results []survey.Result) string {
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
	return fmt.Sprintf("| modules | packages | tests | begun | refused | no schedule ended in time | not refused |\n"+
		"|--:|--:|--:|--:|--:|--:|--:|\n| %d | %d | %d | %d | %d | %d | %.1f %% of those begun |",
		len(modules), len(packages), len(results), begun, refused, long, percent(begun-refused, begun))
}

func percent(part, whole int) float64 { return 100 * float64(part) / float64(max(whole, 1)) }

// testsTable has a row for each module: how many tests there are, and what became of them.
func testsTable(results []survey.Result) string {
	rows, total := map[string]map[standing]int{}, map[standing]int{}
	for _, r := range results {
		name := strings.TrimSuffix(r.Module+"@"+r.Version, "@")
		if rows[name] == nil {
			rows[name] = map[standing]int{}
		}
		rows[name][standingOf(r)]++
		total[standingOf(r)]++
	}
	var b strings.Builder
	b.WriteString("| module | tests |")
	for _, s := range standings() {
		fmt.Fprintf(&b, " %s |", s)
	}
	b.WriteString("\n|---|--:|" + strings.Repeat("--:|", len(standings())) + "\n")
	row := func(name string, counts map[standing]int) {
		tests := 0
		for _, n := range counts {
			tests += n
		}
		fmt.Fprintf(&b, "| %s | %d |", name, tests)
		for _, s := range standings() {
			fmt.Fprintf(&b, " %d |", counts[s])
		}
		b.WriteString("\n")
	}
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		row(name, rows[name])
	}
	row("**all**", total)
	return strings.TrimSpace(b.String())
}

// kindsTable counts the distinct failures of each class and kind.
func kindsTable(results []survey.Result) string {
	counts := map[scheduler.Kind]map[scheduler.Class]int{}
	for _, f := range survey.Findings(results) {
		if counts[f.Failure.Kind] == nil {
			counts[f.Failure.Kind] = map[scheduler.Class]int{}
		}
		counts[f.Failure.Kind][f.Class]++
	}
	var b strings.Builder
	b.WriteString("| fails with | bug | leak | early timer |\n|---|--:|--:|--:|\n")
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "| %s |", kind)
		for _, class := range survey.Classes() {
			fmt.Fprintf(&b, " %d |", counts[kind][class])
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

// bugsTable lists the tests that fail by the order of goroutines alone, each with its
// shortest failure.
func bugsTable(results []survey.Result) string {
	var b strings.Builder
	b.WriteString("| package | test | fails with | delays | `-replay` |\n|---|---|---|--:|---|\n")
	for _, r := range results {
		if standingOf(r) == bugTest {
			f := r.Findings[0] // bugs come first
			replay := "`" + f.Replay + "`"
			if len(f.Replay) > 40 || f.Replay == "" {
				replay = "long"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %d | %s |\n", r.Package, r.Test, f.Failure.Kind, f.Delays, replay)
		}
	}
	return strings.TrimSpace(b.String())
}

// refusedTable counts the tests that are refused for each cause, and names their packages.
func refusedTable(results []survey.Result) string {
	tests, packages := map[string]int{}, map[string][]string{}
	for _, r := range results {
		if standingOf(r) != refusedTest {
			continue
		}
		c := cause(r.Why)
		if tests[c]++; !slices.Contains(packages[c], r.Package) {
			packages[c] = append(packages[c], r.Package)
		}
	}
	var b strings.Builder
	b.WriteString("| cause | tests | of packages |\n|---|--:|---|\n")
	for _, c := range slices.SortedFunc(maps.Keys(tests), func(a, b string) int {
		return cmp.Or(cmp.Compare(tests[b], tests[a]), cmp.Compare(a, b))
	}) {
		fmt.Fprintf(&b, "| %s | %d | %s |\n", c, tests[c], strings.Join(packages[c], ", "))
	}
	return strings.TrimSpace(b.String())
}

// cause is why a test is refused, without the place and the name of the test.
func cause(why string) string {
	what, _, _ := strings.Cut(strings.TrimPrefix(why, "not modelled: "), " at ")
	if test, rest, found := strings.Cut(what, ": "); found && strings.HasPrefix(test, "Test") {
		what = rest
	}
	return strings.TrimSuffix(what, ":")
}
