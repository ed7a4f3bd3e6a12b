package conformance_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

// update has TestConformanceDocument write README.md instead of comparing it.
var update = flag.Bool("update", false, "write README.md")

// A verdictOnRow says what became of one of CPython's tests.
type verdictOnRow string

const (
	pass          verdictOnRow = "pass"
	adapted       verdictOnRow = "adapted"
	notApplicable verdictOnRow = "n.a."
)

// A fact is one test of CPython, run on one of our types: what it asserts, said in Go. Its name is CPython's. The check runs in a
// bubble of fake time and reports to a T that a planted mistake can replace.
type fact struct {
	class, test string
	verdict     verdictOnRow
	how         string // adapted: how; n.a.: why
	check       func(t tester)
}

// A tester is what a check needs of a *testing.T.
type tester interface {
	require.TestingT
	Helper()
}

// A sheet is what one of CPython's files asserts.
type sheet struct {
	file            string
	facts           []fact
	pass, all, lost int // as many pass or are adapted, of so many; lost are n.a.
}

func sheets() []sheet {
	return []sheet{
		{"lock_tests.py", slices.Concat(lockFacts(), eventFacts(), conditionFacts(), semaphoreFacts(), barrierFacts()), 101, 104, 3},
		{"test_threading.py", slices.Concat(threadMaker(newThread).threadFacts(), threadMaker(newThread).exceptHookFacts(), shutdownFacts()), 44, 44, 0},
		{"test_threading_local.py", localFacts(), 5, 5, 0},
	}
}

// TestConformance runs them all: -run 'TestConformance/LockTests/test_reacquire$' runs one.
func TestConformance(t *testing.T) {
	for _, sheet := range sheets() {
		for class, facts := range byClass(sheet.facts) {
			t.Run(class, func(t *testing.T) {
				for _, f := range facts {
					t.Run(f.test, func(t *testing.T) {
						if f.verdict == notApplicable {
							t.Skip(f.how)
						}
						synctest.Test(t, func(t *testing.T) { f.check(t) })
					})
				}
			})
		}
	}
}

// The score is what it is said to be, no test is listed twice, and every deviation has its reason.
func TestConformanceScore(t *testing.T) {
	for _, sheet := range sheets() {
		t.Run(sheet.file, func(t *testing.T) {
			seen := map[string]bool{}
			count := map[verdictOnRow]int{}
			for _, f := range sheet.facts {
				name := f.class + "/" + f.test
				require.False(t, seen[name], name)
				seen[name] = true
				count[f.verdict]++
				require.Equal(t, f.verdict == pass, f.how == "", "%s: a reason for every deviation", name)
				require.Equal(t, f.verdict == notApplicable, f.check == nil, name)
			}
			require.Equal(t, sheet.all, len(sheet.facts))
			require.Equal(t, sheet.pass, count[pass]+count[adapted])
			require.Equal(t, sheet.lost, count[notApplicable])
		})
	}
}

// README.md is what the table says: go test ./primitives/conformance -run TestConformanceDocument -update writes it.
func TestConformanceDocument(t *testing.T) {
	want := document()
	if *update {
		require.NoError(t, os.WriteFile("README.md", []byte(want), 0o644))
	}
	got, err := os.ReadFile("README.md")
	require.NoError(t, err)
	require.Equal(t, want, string(got), "stale: go test ./primitives/conformance -run TestConformanceDocument -update")
}

func document() string {
	var b strings.Builder
	b.WriteString(`# Conformance to CPython 3.13

Generated: ` + "`go test ./primitives/conformance -run TestConformanceDocument -update`" + `. A test keeps it true.

Each test of CPython has one here of the same class and name, written from what it asserts:
` + "`go test ./primitives/conformance -run 'TestConformance/LockTests/test_reacquire$'`" + ` runs one. *pass*: it asserts the same.
*adapted*: the fact is the same, and what had to be said differently in Go stands beside it. *n.a.*: why not.
Everywhere, what raises there panics or is returned here, with the same words, and a timeout is measured exactly, in fake
time, where CPython allows 0.6 to 10 times of it.

| file | pass or adapted | of |
|---|---|---|
`)
	for _, s := range sheets() {
		fmt.Fprintf(&b, "| %s | %d | %d |\n", s.file, s.pass, s.all)
	}
	b.WriteString(outOfScope)
	for _, s := range sheets() {
		for class, facts := range byClass(s.facts) {
			fmt.Fprintf(&b, "\n## %s: %s\n\n| test | | how, or why not |\n|---|---|---|\n", s.file, class)
			for _, f := range facts {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", f.test, f.verdict, f.how)
			}
		}
	}
	return b.String()
}

// outOfScope names what the last two rows do not count.
const outOfScope = `
Not counted: of the 89 tests of test_threading.py the 45 that are about fork, signals, sub-interpreters, trace and profile
hooks, stack sizes, native ids, ctypes, imports, the recursion limit, or Python's object model and old spellings; of the 11
of test_threading_local.py the 6 about ` + "`__dict__`, `__init__`'s arguments and attributes" + `. Go has none of these.
`

// byClass yields the classes in the order in which they first come.
func byClass(facts []fact) func(yield func(string, []fact) bool) {
	order := map[string]int{}
	groups := map[string][]fact{}
	for _, f := range facts {
		if _, ok := order[f.class]; !ok {
			order[f.class] = len(order)
		}
		groups[f.class] = append(groups[f.class], f)
	}
	classes := slices.SortedFunc(maps.Keys(order), func(a, b string) int { return order[a] - order[b] })
	return func(yield func(string, []fact) bool) {
		for _, c := range classes {
			if !yield(c, groups[c]) {
				return
			}
		}
	}
}
