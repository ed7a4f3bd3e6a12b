package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// TestExplorePage holds the tables of results/explore against the raw lines beside
// them; -update rewrites the tables, never the lines.
func TestExplorePage(t *testing.T) {
	const dir = "../../results/explore/"
	modules, ours := rawReports(t, dir+"modules.jsonl"), rawReports(t, dir+"primitives.jsonl")
	parts := map[string]string{
		"tests": testsTable(slices.Concat(modules, ours)), "kinds": kindsTable(modules),
		"fails": failsTable(modules), "ours": failsTable(ours), "refused": refusedTable(slices.Concat(modules, ours)),
	}
	old, err := os.ReadFile(dir + "README.md")
	require.NoError(t, err)
	text := string(old)
	if *update {
		for name, body := range parts {
			text = replacePart(t, text, name, body)
		}
		require.NoError(t, os.WriteFile(dir+"README.md", []byte(text), 0o644))
	}
	for name, body := range parts {
		assert.Equal(t, body, part(t, text, name), "go test ./scripts/threadlab -run TestExplorePage -update")
	}
}

func rawReports(t *testing.T, file string) []exploredLine {
	t.Helper()
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	var all []exploredLine
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r exploredLine
		require.NoError(t, json.Unmarshal(lines.Bytes(), &r))
		require.NotEmpty(t, r.Test, "%s: not even built: %s", r.Package, r.Why)
		all = append(all, r)
	}
	require.NoError(t, lines.Err())
	return all
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
