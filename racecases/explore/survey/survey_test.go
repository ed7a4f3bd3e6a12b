package survey_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
)

// TestAgenda: a search has its first turn before any has a second, and a build takes no
// processor from searches that wait, but one.
func TestAgenda(t *testing.T) {
	var order []string
	a := survey.NewAgenda(1)
	note := func(name string) func() { return func() { order = append(order, name) } }
	a.Build(true, note("build 1 again"))
	a.Build(false, func() {
		note("build 1")()
		a.Search(time.Second, note("second turn"))
		a.Search(time.Millisecond, note("first turn"))
	})
	a.Build(false, note("build 2"))
	a.Run(t.Context(), 1)
	assert.Equal(t, []string{"build 1", "build 2", "build 1 again", "first turn", "second turn"}, order)
}

// TestAgendaEnds: a task that runs when ctx ends is waited for, and none comes after it.
func TestAgendaEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := false
	a := survey.NewAgenda(2)
	a.Search(1, func() {
		cancel()
		a.Search(2, func() { t.Error("a task after the end") })
		<-ctx.Done()
		ended = true
	})
	a.Run(ctx, 1)
	assert.True(t, ended)
}

// TestBudget: shares grow until the time of a test is spent, which is more if none of its
// schedules has ended; the last share is what is
// left, unless that is no more than the share before.
func TestBudget(t *testing.T) {
	assert.Equal(t, []time.Duration{100 * time.Millisecond, 400 * time.Millisecond, 1600 * time.Millisecond}, survey.Grants(0, 1, true))
	assert.Equal(t, 25600*time.Millisecond, survey.Grants(0, 1, false)[4], "a schedule that has no end takes long")
	given := survey.Grants(time.Hour, 1, true)
	require.Greater(t, len(given), 5)
	assert.Greater(t, given[len(given)-1], given[len(given)-2])
	assert.Empty(t, survey.Grants(time.Nanosecond, 1, true))
	for _, given := range []time.Duration{0, time.Hour} {
		assert.Equal(t, 800*time.Millisecond, survey.GrantAtOnce(given, 8))
	}
}

func TestParts(t *testing.T) {
	all := []survey.Target{{"a", []string{"1", "2", "3"}}, {"b", []string{"4"}}, {"c", []string{"5", "6"}}}
	for parts := range 9 {
		var got []string
		for part := range max(1, parts) {
			for _, target := range (survey.Plan{Part: part, Parts: parts}).Share(all) {
				got = append(got, target.Tests...)
			}
		}
		assert.Equal(t, []string{"1", "2", "3", "4", "5", "6"}, got, "%d parts", parts)
	}
	assert.Equal(t, []survey.Target{{"a", []string{"3"}}, {"b", []string{"4"}}}, survey.Plan{Part: 1, Parts: 3}.Share(all))
}

func TestKnown(t *testing.T) {
	tests := []struct{ name, text, wrong string }{
		{"comments and reasons", "# why\n\n0123456789abcdef  the cache may be late\n", ""},
		{"no reason", "0123456789abcdef\n", `:1: "0123456789abcdef": want a fingerprint`},
		{"no fingerprint", "#\nTestSell fails\n", `:2: "TestSell fails": want a fingerprint`},
		{"twice", "0123456789abcdef a\n0123456789abcdef b\n", ":2: 0123456789abcdef is known by line 1 already"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "known")
			require.NoError(t, os.WriteFile(file, []byte(tt.text), 0o600))
			list, err := survey.ReadKnown(file)
			if tt.wrong != "" {
				require.ErrorContains(t, err, file+tt.wrong)
				return
			}
			require.NoError(t, err)
			known, ok := list.Find("0123456789abcdef")
			assert.True(t, ok)
			assert.Equal(t, survey.Known{Fingerprint: "0123456789abcdef", Reason: "the cache may be late", Line: 3}, known)
			assert.Equal(t, list.Entries, list.Stale())
			assert.Empty(t, list.Stale("0123456789abcdef"))
		})
	}
}

func found(fingerprint string, class scheduler.Class, delays int) survey.Finding {
	return survey.Finding{Finding: explore.Finding{Fingerprint: fingerprint, Class: class, Delays: delays}}
}

// TestMerge: a test that was explored twice is once in the whole, with what either has
// found, each failure the shortest way; and a failure of several tests is one.
func TestMerge(t *testing.T) {
	result := func(test string, v scheduler.Verdict, delays int, findings ...survey.Finding) survey.Result {
		return survey.Result{Package: "p", Test: test, Findings: findings, Report: explore.Report{Verdict: v, Delays: delays, Schedules: 5, ElapsedMS: 3}}
	}
	merged := survey.Merge([]survey.Result{
		result("A", scheduler.Exhausted, 2, found("leak", scheduler.LeftBehind, 0), found("bug", scheduler.Bug, 3)),
		result("B", scheduler.Proven, 1, found("leak", scheduler.LeftBehind, 1)),
		result("A", scheduler.Exhausted, 4, found("bug", scheduler.Bug, 1)),
	})
	require.Len(t, merged, 2)
	a := merged[0]
	assert.Equal(t, "A", a.Test)
	assert.Equal(t, 4, a.Report.Delays)
	assert.Equal(t, 10, a.Schedules)
	assert.EqualValues(t, 6, a.ElapsedMS)
	assert.Equal(t, []survey.Finding{found("bug", scheduler.Bug, 1), found("leak", scheduler.LeftBehind, 0)}, a.Findings)

	all := survey.Findings(merged)
	require.Len(t, all, 2)
	assert.Equal(t, scheduler.Bug, all[0].Class)
	assert.Equal(t, "A", all[1].Test)
	assert.Equal(t, []survey.Test{{Package: "p", Name: "B"}}, all[1].Also)
}

// TestMergedCauses: what has a cause in one part, or shows it in one test only, has it in the whole.
func TestMergedCauses(t *testing.T) {
	at := func(line int) []scheduler.Frame { return []scheduler.Frame{{File: "shop.go", Line: line}} }
	race := found("race", scheduler.Bug, 1)
	race.Failure = &scheduler.Failure{Kind: scheduler.Race, Races: []scheduler.RacingAccess{{Op: "read", Where: at(1)}, {Op: "write", Where: at(2)}}}
	lost := found("lost", scheduler.Bug, 2)
	lost.Failure, lost.MemoryAccesses = &scheduler.Failure{Kind: scheduler.Assertion}, true
	lost.Trace = []scheduler.Event{{Op: "read", Where: at(1)}, {Op: "write", Where: at(2)}}
	of := func(f survey.Finding, sameAs string, delays int) survey.Finding {
		f.SameAs, f.Delays = sameAs, delays
		return f
	}
	other, left := found("other", scheduler.Bug, 3), found("left", scheduler.LeftBehind, 0)
	result := func(test string, findings ...survey.Finding) survey.Result {
		return survey.Result{V: 1, Package: "p", Test: test, Findings: findings, Report: explore.Report{Verdict: scheduler.Fails}}
	}
	tests := []struct {
		name  string
		parts []survey.Result
		want  map[string]int // how many are under each
	}{
		{"in two parts", []survey.Result{result("A", lost), result("A", race, left)}, map[string]int{"race": 1, "left": 0}},
		{"not with the shortest", []survey.Result{result("A", race, of(lost, "race", 5)), result("B", lost)}, map[string]int{"race": 1}},
		{"one after the other", []survey.Result{result("A", race, of(lost, "race", 2)), result("B", of(lost, "", 4), of(other, "lost", 3))}, map[string]int{"race": 2}},
		{"each of the other", []survey.Result{result("A", race, of(lost, "race", 2)), result("B", of(lost, "", 1), of(race, "lost", 3))}, map[string]int{"race": 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i, part := range tt.parts { // as it is in a file
				text, err := json.Marshal(part)
				require.NoError(t, err)
				tt.parts[i] = survey.Result{}
				require.NoError(t, json.Unmarshal(text, &tt.parts[i]))
			}
			got := map[string]int{}
			for _, f := range survey.Group(survey.Findings(survey.Merge(tt.parts))) {
				got[f.Fingerprint] = len(f.Under)
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

// TestWithoutBuild: of a package that was not built each test has a result.
func TestWithoutBuild(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"go.mod":       "module example.com/shop\n\ngo 1.26\n",
		"shop_test.go": "package shop\n\nimport \"testing\"\n\nfunc TestBuy(t *testing.T) {}\n\nfunc TestSell(t *testing.T) {}\n",
	}
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	watched := 0
	plan := survey.Plan{Dir: dir, Patterns: []string{"."}, Run: ".", Time: time.Nanosecond, Processors: 1}
	results, failed := plan.Explore(t.Context(), survey.Watch{Result: func(survey.Result) { watched++ }, Note: func(string) {}})
	assert.Empty(t, failed)
	assert.Equal(t, 2, watched)
	require.Len(t, results, 2)
	for i, name := range []string{"TestBuy", "TestSell"} {
		assert.Equal(t, name, results[i].Test)
		assert.Equal(t, scheduler.Stopped, results[i].Verdict)
		assert.Equal(t, "the time was spent before the package was built", results[i].Why)
	}
}

// TestInterrupted: an interrupt in the middle of a build is no lack of time; nor is it for what was still to be built.
func TestInterrupted(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	build := func(ctx context.Context, _ explore.BuildMode) (*explore.Program, error) {
		interrupt()
		return nil, ctx.Err()
	}
	plan := survey.Plan{Time: time.Hour, Processors: 1, Programs: []survey.Program{{"first", []string{"A"}, build}, {"second", []string{"B"}, build}}}
	results, failed := plan.Explore(ctx, survey.Watch{Result: func(survey.Result) {}, Note: func(string) {}})
	assert.Empty(t, failed)
	require.Len(t, results, 2)
	for i, name := range []string{"A", "B"} {
		assert.Equal(t, name, results[i].Test)
		assert.Equal(t, "interrupted before the package was built", results[i].Why)
	}
}

// TestOneCause: a race and what it does are one cause, and so are races with an access in common, and the texts of one
// assertion; other failures are not.
func TestOneCause(t *testing.T) {
	at := func(line int) []scheduler.Frame { return []scheduler.Frame{{File: "shop.go", Line: line}} }
	race := func(fingerprint string, lines ...int) survey.Finding {
		f := found(fingerprint, scheduler.Bug, 0)
		f.Failure = &scheduler.Failure{Kind: scheduler.Race, Races: []scheduler.RacingAccess{{Op: "read", Where: at(lines[0])}, {Op: "write", Where: at(lines[1])}}}
		return f
	}
	fails := func(fingerprint string, accesses bool, lines ...int) survey.Finding {
		f := found(fingerprint, scheduler.Bug, 1)
		f.Failure, f.MemoryAccesses = &scheduler.Failure{Kind: scheduler.Assertion}, accesses
		for _, line := range lines {
			f.Trace = append(f.Trace, scheduler.Event{Op: "read", Where: at(line)})
		}
		return f
	}
	says := func(fingerprint string, class scheduler.Class, text string) survey.Finding {
		f := found(fingerprint, class, 1)
		f.Failure = &scheduler.Failure{Kind: scheduler.Assertion, Message: text}
		return f
	}
	list := []survey.Finding{
		race("first", 1, 2), race("other", 8, 9), race("far", 4, 5), race("bridge", 2, 4), // by which the third has to do with the first
		fails("lost", true, 1, 2, 3), fails("half", true, 1), fails("synchronized", false, 1, 2), fails("swapped", true, 9, 8),
		race("without a stack", 6, 7),
	}
	list[len(list)-1].Failure.Races = nil
	list = append(list,
		says("got a", scheduler.Bug, "TestShop at shop_test.go:7: got a"), says("got b", scheduler.Bug, "TestShop at shop_test.go:7: got b"),
		says("next line", scheduler.Bug, "TestShop at shop_test.go:8: got b"), says("of a timer", scheduler.EarlyTimer, "TestShop at shop_test.go:7: got c"),
	)
	survey.Explain(list)
	got := map[string][]string{}
	for _, f := range survey.Group(list) {
		got[f.Fingerprint] = []string{}
		for _, under := range f.Under {
			got[f.Fingerprint] = append(got[f.Fingerprint], under.Fingerprint)
		}
	}
	assert.Equal(t, map[string][]string{
		"first": {"far", "bridge", "lost"}, "other": {"swapped"}, "half": {}, "synchronized": {}, "without a stack": {},
		"got a": {"got b"}, "next line": {}, "of a timer": {},
	}, got)
	assert.Len(t, survey.Group(list[1:]), 8, "what is left of a cause stays together if the first is set aside")
}
