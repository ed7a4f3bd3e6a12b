package campaign_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proc/proctest"
	"threadlab/racecases/proof"
)

func TestMain(m *testing.M) {
	testmain.Wait(4) // for children
	testmain.Run(m)
}

// What planted runners do, once for each run that is asked of them. A runner is
// called as: runner -record FILE -dir DIR [-count N] CASE.
const (
	returns    = `echo 'record 2: "exact" "" "" "" 0 0 0' >> "$2"`
	loses      = `echo 'record 2: "lost" "counter = 3, want 5" "" "" 0 0 0' >> "$2"`
	panics     = `printf 'panic: boom\n\ngoroutine 1 [running]:\nthreadlab/racecases/lessons/lock.f()\n\tthreadlab/racecases/lessons/lock/planted_broken.go:3 +0x1\n'; exit 2`
	panicsElse = `printf 'panic: boom\n\ngoroutine 1 [running]:\nthreadlab/racecases/lessons/lock.f()\n\tthreadlab/racecases/lessons/lock/planted_broken.go:9 +0x1\n'; exit 2`
	falls      = `exit 3`
	hangs      = `trap 'printf "goroutine 1 [chan receive]:\nthreadlab/racecases/lessons/lock.f()\n\tx/planted_broken.go:4 +0x1\n"; exit 2' QUIT; while :; do sleep 0.05; done`
	everyThird = `n=$(cat "$0.n" 2>/dev/null || echo 0); echo $((n+1)) > "$0.n"; [ $((n % 3)) = 2 ] && { ` + panics + `; }; ` + returns
)

const broken = "//go:build broken\npackage lock\nfunc f() { panic(1) } // want: panic boom\nfunc g() {} // want: wait chan receive\n"

// lab compiles nothing: shell scripts stand for the runners of a case.
type lab struct {
	correct, broken string
	expect          corpus.Expectations
	show            detect.Name
	negative        bool
}

func (l lab) run(t *testing.T, effort campaign.Effort) []campaign.Result {
	t.Helper()
	ref := corpus.Ref{
		Lesson: corpus.Lesson{Slug: "lock", Source: fstest.MapFS{"planted_broken.go": {Data: []byte(broken)}}},
		Case: corpus.Case{
			Slug: "planted", Outcomes: corpus.Exactly("gone"), Show: l.show, Build: detect.PlainBuild,
			Expect: l.expect, Negative: l.negative,
		},
	}
	var got []campaign.Result
	binaries := campaign.Binaries{
		corpus.Correct: {detect.PlainBuild: script(t, l.correct)},
		corpus.Broken:  {detect.PlainBuild: script(t, l.broken)},
	}
	engine := campaign.New(binaries, 1)
	require.NoError(t, engine.Verify(t.Context(), effort, []corpus.Ref{ref}, func(r []campaign.Result) { got = r }))
	return got
}

// script is a runner that does what its body says once for each run.
func script(t *testing.T, body string) string {
	t.Helper()
	return proctest.Script(t, `runs=1; [ "$5" = -count ] && runs=$6
while [ $runs -gt 0 ]; do runs=$((runs-1))
`+body+`
done`)
}

// TestVerdicts plants each way in which a half can be, or not be, as expected.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	always := corpus.Expectations{detect.Runtime: corpus.Always().In(detect.PlainBuild)}
	tests := []struct {
		name     string
		lab      lab
		broken   campaign.Verdict
		correct  campaign.Verdict
		expected bool // of the broken half
	}{
		{
			"caught",
			lab{correct: returns, broken: panics, show: detect.Runtime, expect: always},
			campaign.Detected, campaign.Clean, true,
		},
		{"caught now and then", lab{
			correct: returns, broken: everyThird, show: detect.Runtime,
			expect: corpus.Expectations{detect.Runtime: corpus.Sometimes(0.3)},
		}, campaign.Detected, campaign.Clean, true},
		{
			"missed",
			lab{correct: returns, broken: returns, show: detect.Runtime, expect: always},
			campaign.Missed, campaign.Clean, false,
		},
		{
			"caught on another line",
			lab{correct: returns, broken: panicsElse, show: detect.Runtime, expect: always},
			campaign.WrongSite, campaign.Clean, false,
		},
		{"caught by a detector that should be blind", lab{
			correct: returns, broken: loses, show: detect.Runtime, expect: always,
		}, campaign.WrongSite, campaign.Clean, false},
		{"caught by a detector that may see it, too", lab{
			correct: returns, broken: loses + "; " + panics, show: detect.Runtime,
			expect: corpus.Expectations{
				detect.Runtime: corpus.Always().In(detect.PlainBuild),
				detect.Outcome: corpus.Opportunistic("planted"),
			},
		}, campaign.Detected, campaign.Clean, true},
		{"caught only by a detector that may see it", lab{
			correct: returns, broken: loses, show: detect.Runtime,
			expect: corpus.Expectations{
				detect.Runtime: corpus.Always().In(detect.PlainBuild),
				detect.Outcome: corpus.Opportunistic("planted"),
			},
		}, campaign.Missed, campaign.Clean, false},
		{"a hang", lab{
			correct: returns, broken: hangs, show: detect.Hang,
			expect: corpus.Expectations{detect.Hang: corpus.Always().In(detect.PlainBuild)},
		}, campaign.Detected, campaign.Clean, true},
		{
			"the broken half dies, and nothing is found",
			lab{correct: returns, broken: falls, show: detect.Runtime, expect: always},
			campaign.Error, campaign.Clean, false,
		},
		{
			"the correct half loses",
			lab{correct: loses, broken: panics, show: detect.Runtime, expect: always},
			campaign.Detected, campaign.FalseAlarm, true,
		},
		{
			"the correct half panics",
			lab{correct: panics, broken: panics, show: detect.Runtime, expect: always},
			campaign.Detected, campaign.FalseAlarm, true,
		},
		{
			"the correct half dies",
			lab{correct: falls, broken: panics, show: detect.Runtime, expect: always},
			campaign.Detected, campaign.Error, true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := tt.lab.run(t, campaign.Effort{})
			require.Len(t, got, 2)
			assert.Equal(t, corpus.Broken, got[0].Half)
			assert.Equal(t, tt.broken, got[0].Verdict, "%+v", got[0].Err)
			assert.Equal(t, tt.expected, got[0].AsExpected())
			assert.Equal(t, tt.correct, got[1].Verdict, "%+v", got[1].Err)
			assert.Equal(t, tt.correct == campaign.Clean, got[1].AsExpected())
		})
	}
}

func TestRunCounts(t *testing.T) {
	t.Parallel()
	third := lab{
		correct: returns, broken: everyThird, show: detect.Runtime,
		expect: corpus.Expectations{detect.Runtime: corpus.Sometimes(0.3)},
	}
	got := third.run(t, campaign.Effort{})[0]
	assert.Equal(t, 3, got.First)
	assert.Equal(t, 3, got.Trials, "it stops at the first catch")
	assert.Equal(t, 39, got.Allowed, "ln(1e-6) / ln(1-0.3)")

	got = third.run(t, campaign.Effort{Trials: 9})[0]
	assert.Equal(t, 9, got.Trials)
	assert.Equal(t, 3, got.Caught)
	assert.Equal(t, 3, got.First)
}

// TestPatience: a detector that always sees the bug has 20 runs to, one that seldom
// does 200, or if they take long those after which a miss is one in a thousand.
func TestPatience(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		expect corpus.Expectation
		each   time.Duration // that a run takes
		runs   int
	}{
		{"always", corpus.Always(), 0, 20},
		{"always, and slow", corpus.Always(), time.Minute, 20},
		{"sometimes", corpus.Sometimes(0.2), 0, 62},
		{"sometimes, and slow", corpus.Sometimes(0.2), time.Minute, 31},
		{"seldom", corpus.Sometimes(0.01), time.Millisecond, 200},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			ref := corpus.Ref{Case: corpus.Case{Expect: corpus.Expectations{detect.Hang: tt.expect}}}
			missed := campaign.Hunt(ref, func(int) (proof.Finding, bool) { time.Sleep(tt.each); return proof.Finding{}, false })
			assert.Equal(t, campaign.Missed, missed.Verdict, tt.name)
			assert.Equal(t, tt.runs, missed.Trials, tt.name)
		})
	}
}

// TestALeakIsNoHang: goleak looks again for a while, and that time is no hang's, however
// long the machine makes it: here longer than the deadline of a half that should not leak.
func TestALeakIsNoHang(t *testing.T) {
	t.Parallel()
	leaks := `sleep 1.2; printf 'record 2: "exact" "" "[Goroutine 7 in state chan receive, with f on top of the stack:\\n` +
		`threadlab/racecases/lessons/lock.f()\\n\\tx/planted_broken.go:4 +0x1\\n" "" 0 0 0\n' >> "$2"`
	got := lab{
		correct: returns, broken: leaks, show: detect.Goleak,
		expect: corpus.Expectations{detect.Goleak: corpus.Always()},
	}.run(t, campaign.Effort{})[0]
	assert.Equal(t, campaign.Detected, got.Verdict, "%v %v", got.Labels, got.Err)
	assert.Equal(t, []detect.Label{detect.LabelGoleak}, got.Labels)
}

// TestEarlyDump: a dump that is taken before a goroutine is in its marked wait says nothing once another has shown it
// there. If none does, or no hang is expected, the report is a wrong one.
func TestEarlyDump(t *testing.T) {
	dump := func(site proof.Site) proof.Finding {
		return proof.Finding{Finding: detect.Finding{Detector: detect.Hang, Label: detect.LabelHang}, Site: site}
	}
	early, late := dump(proof.WrongSite), dump(proof.Hit)
	hangs := corpus.Expectations{detect.Hang: corpus.Always().In(detect.PlainBuild)}
	tests := []struct {
		name       string
		expect     corpus.Expectations
		trials     []proof.Finding
		verdict    campaign.Verdict
		unexpected int
	}{
		{"then the hang", hangs, []proof.Finding{early, early, late}, campaign.Detected, 0},
		{"never the hang", hangs, []proof.Finding{early, early}, campaign.WrongSite, 2},
		{"none is expected", nil, []proof.Finding{early}, campaign.WrongSite, 1},
	}
	for _, tt := range tests {
		got := campaign.Hunt(corpus.Ref{Case: corpus.Case{Expect: tt.expect}}, func(i int) (proof.Finding, bool) {
			return tt.trials[min(i, len(tt.trials)-1)], i < len(tt.trials)
		})
		assert.Equal(t, tt.verdict, got.Verdict, tt.name)
		assert.Len(t, got.Unexpected, tt.unexpected, tt.name)
	}
}

func TestUnhitMarks(t *testing.T) {
	t.Parallel()
	l := lab{
		correct: returns, broken: panics, show: detect.Runtime,
		expect: corpus.Expectations{detect.Runtime: corpus.Always().In(detect.PlainBuild)},
	}
	got := l.run(t, campaign.Effort{Every: true})[0]
	require.Len(t, got.Unhit, 1, "the panic hits its mark, nothing ever hits the other")
	assert.Equal(t, corpus.Wait, got.Unhit[0].Kind)
}

func TestNegativeHasOneResult(t *testing.T) {
	got := lab{correct: returns, negative: true}.run(t, campaign.Effort{})
	require.Len(t, got, 1)
	assert.Equal(t, corpus.Correct, got[0].Half)
	assert.True(t, got[0].AsExpected())
}

func TestWithoutItsBuildACaseIsNotRun(t *testing.T) {
	got := lab{
		correct: returns, broken: panics, show: detect.Runtime,
		expect: corpus.Expectations{detect.Race: corpus.Always()},
	}.run(t, campaign.Effort{Every: true})[0]
	assert.Equal(t, campaign.NotRun, got.Verdict)
	assert.False(t, got.AsExpected())
}

// TestInterrupted ends a campaign in the middle of a child that would run for ever.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	binaries := campaign.Binaries{corpus.Correct: {detect.PlainBuild: script(t, hangs)}}
	refs := []corpus.Ref{{Lesson: corpus.Lesson{Slug: "lock"}, Case: corpus.Case{Slug: "planted"}}}
	time.AfterFunc(50*time.Millisecond, cancel)
	err := campaign.New(binaries, 1).Verify(ctx, campaign.Effort{}, refs, func([]campaign.Result) { t.Error("a case that has not ended has no result") })
	require.ErrorIs(t, err, context.Canceled)
}

// TestCleanRunsShareAProcess counts the processes that the runs of a correct half
// take: one, unless its outcome is judged after the end, or it may be wrong yet.
func TestCleanRunsShareAProcess(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		effort    campaign.Effort
		judge     func(string) string
		processes int
	}{
		{"one for all", campaign.Effort{Clean: 4}, nil, 1},
		{"apart", campaign.Effort{Clean: 4, Apart: true}, nil, 4},
		{"judged after the end", campaign.Effort{Clean: 4}, func(string) string { return "exact" }, 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			started := filepath.Join(t.TempDir(), "started")
			file := script(t, `[ -z "$begun" ] && echo >> `+started+`; begun=1; `+returns)
			ref := corpus.Ref{Case: corpus.Case{Slug: "planted", Outcomes: corpus.Exactly("gone"), Judge: tt.judge}}
			engine := campaign.New(campaign.Binaries{corpus.Correct: {detect.PlainBuild: file}}, 1)
			got := engine.Half(t.Context(), tt.effort, ref, corpus.Correct)
			require.NoError(t, got.Err)
			assert.Equal(t, campaign.Clean, got.Verdict)
			assert.Equal(t, 4, got.Trials)
			lines, err := os.ReadFile(started)
			require.NoError(t, err)
			assert.Len(t, lines, tt.processes)
		})
	}
}

// TestAReportInAnyRunIsSeen plants a half that goes wrong in one run of three of
// the same process: by its outcome, by a leak, by a report, by its end.
func TestAReportInAnyRunIsSeen(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"outcome": loses,
		"leak":    `echo 'record 2: "exact" "" "found unexpected goroutines" "" 0 0 0' >> "$2"`,
		"panic":   panics,
	}
	for name, wrong := range tests {
		t.Run(name, func(t *testing.T) {
			file := script(t, `if [ $runs = 1 ]; then `+wrong+`; else `+returns+`; fi`)
			ref := corpus.Ref{Case: corpus.Case{Slug: "planted", Outcomes: corpus.Exactly("gone")}}
			engine := campaign.New(campaign.Binaries{corpus.Correct: {detect.PlainBuild: file, detect.RaceBuild: file}}, 1)
			got := engine.Half(t.Context(), campaign.Effort{Clean: 3}, ref, corpus.Correct)
			assert.Equal(t, campaign.FalseAlarm, got.Verdict, "%v", got.Err)
			assert.Equal(t, 2, got.Trials, "the second run, and no other build after it")
		})
	}
}
