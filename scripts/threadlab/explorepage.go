package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// explorePage returns the page of results/explore with its tables made anew from the raw lines beside it.
func explorePage(dir string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		return "", err
	}
	modules, err := readReports(filepath.Join(dir, "modules.jsonl"))
	if err != nil {
		return "", err
	}
	ours, err := readReports(filepath.Join(dir, "primitives.jsonl"))
	if err != nil {
		return "", err
	}
	all, page := slices.Concat(modules, ours), string(text)
	for _, part := range []struct{ name, body string }{
		{"tests", testsTable(all)}, {"kinds", kindsTable(modules)}, {"fails", failsTable(modules)},
		{"ours", failsTable(ours)}, {"refused", refusedTable(all)},
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

// readReports reads the reports of explored tests, a line of JSON each.
func readReports(file string) ([]exploredLine, error) {
	all, err := readLines[exploredLine](file)
	for _, r := range all {
		if r.Test == "" {
			return nil, fmt.Errorf("%s: %s was not even built: %s", file, r.Package, r.Why)
		}
	}
	return all, err
}

// lenient reports whether timers were patient and goroutines might outlive the test.
func lenient(r exploredLine) bool { return r.Patient && r.Outlive }

func moduleOf(r exploredLine) string {
	if r.Version == "" {
		return r.Module
	}
	return r.Module + "@" + r.Version
}

// testsTable has a row for each module: how many tests there are, how many of them
// have more than one schedule, and what became of them, by default and leniently.
func testsTable(reports []exploredLine) string {
	type counts struct {
		tests, concurrent map[string]bool
		verdicts          map[bool]map[scheduler.Verdict]int
	}
	var names []string
	rows := map[string]*counts{}
	for _, r := range reports {
		name := moduleOf(r)
		if rows[name] == nil {
			names = append(names, name)
			rows[name] = &counts{map[string]bool{}, map[string]bool{}, map[bool]map[scheduler.Verdict]int{false: {}, true: {}}}
		}
		row, test := rows[name], r.Package+" "+r.Test
		row.tests[test] = true
		row.verdicts[lenient(r)][r.Verdict]++
		if r.Schedules > 1 {
			row.concurrent[test] = true
		}
	}
	verdicts := []scheduler.Verdict{scheduler.Exhausted, scheduler.Stopped, scheduler.Fails, explore.Refused}
	var b strings.Builder
	b.WriteString("| module | tests | with a choice | exhausted | stopped | fails | refused | `-no-early-timers -allow-leaks`: exhausted | stopped | fails | refused |\n" +
		"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, name := range names {
		row := rows[name]
		fmt.Fprintf(&b, "| %s | %d | %d |", name, len(row.tests), len(row.concurrent))
		for _, how := range []bool{false, true} {
			for _, v := range verdicts {
				fmt.Fprintf(&b, " %d |", row.verdicts[how][v])
			}
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

// kindsTable counts the failures of each kind.
func kindsTable(reports []exploredLine) string {
	counts := map[bool]map[scheduler.Kind]int{false: {}, true: {}}
	var kinds []scheduler.Kind
	for _, r := range reports {
		if r.Verdict != scheduler.Fails {
			continue
		}
		counts[lenient(r)][r.Failure.Kind]++
		if !slices.Contains(kinds, r.Failure.Kind) {
			kinds = append(kinds, r.Failure.Kind)
		}
	}
	slices.Sort(kinds)
	var b strings.Builder
	b.WriteString("| fails with | by default | `-no-early-timers -allow-leaks` |\n|---|--:|--:|\n")
	for _, kind := range kinds {
		fmt.Fprintf(&b, "| %s | %d | %d |\n", kind, counts[false][kind], counts[true][kind])
	}
	return strings.TrimSpace(b.String())
}

// failsTable lists what fails leniently.
func failsTable(reports []exploredLine) string {
	var b strings.Builder
	b.WriteString("| package | test | fails with | delays | `-replay` |\n|---|---|---|--:|---|\n")
	for _, r := range reports {
		if lenient(r) && r.Verdict == scheduler.Fails {
			fmt.Fprintf(&b, "| %s | %s | %s | %d | `%s` |\n", r.Package, r.Test, r.Failure.Kind, r.Delays, r.Replay)
		}
	}
	return strings.TrimSpace(b.String())
}

// refusedTable counts the tests that are refused for each reason.
func refusedTable(reports []exploredLine) string {
	tests := map[string]map[string]bool{}
	var reasons []string
	for _, r := range reports {
		if r.Verdict != explore.Refused {
			continue
		}
		reason, _, _ := strings.Cut(strings.TrimPrefix(r.Why, "not modelled: "), " at ")
		if tests[reason] == nil {
			reasons = append(reasons, reason)
			tests[reason] = map[string]bool{}
		}
		tests[reason][r.Package+" "+r.Test] = true
	}
	slices.Sort(reasons)
	var b strings.Builder
	b.WriteString("| what is not modelled | tests |\n|---|--:|\n")
	for _, reason := range reasons {
		fmt.Fprintf(&b, "| %s | %d |\n", reason, len(tests[reason]))
	}
	return strings.TrimSpace(b.String())
}
