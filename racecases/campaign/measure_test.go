package campaign_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// planted is a measurement, and the runners that it measures.
type planted struct {
	campaign.Measurement
	binaries campaign.Binaries
}

// measure is one campaign, by an engine of its own.
func (p planted) measure(ctx context.Context, cells []campaign.Cell, write func(campaign.Count) error) error {
	return campaign.New(p.binaries, 1).Measure(ctx, p.Measurement, cells, write)
}

// survey is a campaign over planted runners: a case that panics every third time,
// one that always panics, and a negative.
func survey(t *testing.T) (planted, []campaign.Cell) {
	t.Helper()
	var refs []corpus.Ref
	for _, slug := range []string{"third", "always", "negative"} {
		refs = append(refs, corpus.Ref{
			Lesson: corpus.Lesson{Slug: "lock", Source: fstest.MapFS{
				slug + "_broken.go": {Data: []byte(broken)}, slug + ".go": {Data: []byte("package lock\n")},
			}},
			Case: corpus.Case{Slug: slug, Class: corpus.Misuse, Negative: slug == "negative", Outcomes: corpus.Exactly("gone")},
		})
	}
	body := strings.ReplaceAll(`case "$5" in
lock/always) PANIC;;
lock/third) n=$(cat "$0.n" 2>/dev/null || echo 0); echo $((n+1)) > "$0.n"; if [ $((n % 3)) = 2 ]; then PANIC; fi;;
esac
`+returns, "PANIC", strings.ReplaceAll(panics, "planted", "$(basename $5)"))
	body = strings.ReplaceAll(body, `$(basename $5)_broken.go`, `'"$(basename $5)"'_broken.go`)
	s := planted{
		Measurement: campaign.Measurement{Refs: refs, Stop: campaign.Fixed(6)},
		binaries: campaign.Binaries{
			corpus.Correct: {detect.PlainBuild: script(t, returns)},
			corpus.Broken:  {detect.PlainBuild: script(t, body)},
		},
	}
	return s, campaign.Grid(refs, []detect.Build{detect.PlainBuild}, []int{1}, "go1.26.8")
}

func measured(t *testing.T, s planted, cells []campaign.Cell) []campaign.Count {
	t.Helper()
	var lines []campaign.Count
	require.NoError(t, s.measure(t.Context(), cells, func(c campaign.Count) error {
		lines = append(lines, c)
		return nil
	}))
	return lines
}

// bare is a Count without what differs from run to run.
func bare(counts []campaign.Count) []campaign.Count {
	counts = slices.Clone(counts)
	for i := range counts {
		counts[i].Date, counts[i].Shard, counts[i].From, counts[i].TookUS, counts[i].PeakKB = "", "", 0, 0, 0
	}
	return counts
}

func TestMeasure(t *testing.T) {
	t.Parallel()
	s, cells := survey(t)
	require.Len(t, cells, 5)
	got := campaign.Fold(measured(t, s, cells))
	require.Len(t, got, 5)
	always := got[slices.IndexFunc(got, func(c campaign.Count) bool { return c.Case == "lock/always" && c.Half == corpus.Broken })]
	assert.Equal(t, map[string]int{"panic": 6}, always.Sets)
	assert.Equal(t, 6, always.Seen[detect.Runtime].Hits)
	assert.Equal(t, []int{1, 2, 3}, always.Seen[detect.Runtime].First)
	assert.Equal(t, "panic: boom\npanic: racecases/lessons/lock/always_broken.go:3", always.Report)
	third := got[slices.IndexFunc(got, func(c campaign.Count) bool { return c.Case == "lock/third" && c.Half == corpus.Broken })]
	assert.Equal(t, map[string]int{"": 4, "panic": 2}, third.Sets)
	assert.Equal(t, []int{3, 6}, third.Seen[detect.Runtime].First)
}

// TestShardsMergeToTheWhole: every cell is in one shard, pairs stay together, and
// the fold over the shards' files, in any order, is the unsharded run.
func TestShardsMergeToTheWhole(t *testing.T) {
	t.Parallel()
	s, cells := survey(t)
	whole := campaign.Fold(measured(t, s, cells))
	var lines []campaign.Count
	total := 0
	for _, i := range []int{2, 0, 1} {
		s, _ := survey(t)
		s.Shard = "of three"
		mine := campaign.Shard(cells, i, 3)
		total += len(mine)
		lines = append(lines, measured(t, s, mine)...)
	}
	assert.Equal(t, len(cells), total)
	slices.Reverse(lines)
	assert.Equal(t, bare(whole), bare(campaign.Fold(lines)))
}

// TestContinues interrupts a survey after its first lines, and finishes it from
// the file: nothing is lost, nothing is done twice.
func TestContinues(t *testing.T) {
	t.Parallel()
	s, cells := survey(t)
	whole := campaign.Fold(measured(t, s, cells))

	s, _ = survey(t)
	file := filepath.Join(t.TempDir(), "raw.jsonl")
	raw, err := campaign.OpenRaw(file)
	require.NoError(t, err)
	require.NoError(t, raw.Add(campaign.Session{V: 1, Command: "first"}))
	ctx, cancel := context.WithCancel(t.Context())
	var mu sync.Mutex
	trials := 0
	s.Done = func() {
		mu.Lock()
		defer mu.Unlock()
		if trials++; trials == 8 {
			cancel()
		}
	}
	require.ErrorIs(t, s.measure(ctx, cells, func(c campaign.Count) error { return raw.Add(c) }), context.Canceled)
	require.NoError(t, raw.Close())

	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString(`{"v":1,"case":"lock/al`) // as a crash would leave it
	require.NoError(t, errors.Join(err, f.Close()))

	raw, err = campaign.OpenRaw(file)
	require.NoError(t, err)
	s.Done, s.Had = nil, raw.Had
	had := 0
	for _, c := range raw.Had {
		had += c.Trials
	}
	assert.Equal(t, trials, had, "what was measured by then is kept, those included that were under way")
	assert.Less(t, had, 5*6)
	assert.Equal(t, 5*6-had, s.Wanted(cells))
	require.NoError(t, s.measure(t.Context(), cells, func(c campaign.Count) error { return raw.Add(c) }))
	require.NoError(t, raw.Close())
	sessions, counts, err := campaign.ReadRaw(file)
	require.NoError(t, err)
	assert.Len(t, sessions, 1)
	assert.Equal(t, bare(whole), bare(campaign.Fold(counts)))
	assert.Zero(t, s.Wanted(nil))
}

// TestMergeOfBareLines: a line that says nothing but how many trials there were adds up as the others do.
func TestMergeOfBareLines(t *testing.T) {
	bare := campaign.Count{Trials: 2}
	whole := campaign.Count{Trials: 3, Sets: map[string]int{"race": 3}, Seen: map[detect.Name]campaign.Seen{detect.Race: {Hits: 3, First: []int{1, 2, 3}}}}
	got := campaign.Merge(bare, whole)
	assert.Equal(t, 5, got.Trials)
	assert.Equal(t, whole.Sets, got.Sets)
	assert.Equal(t, []int{3, 4, 5}, got.Seen[detect.Race].First)
	assert.Equal(t, 3, campaign.Merge(whole, bare).Seen[detect.Race].Hits)
}

func TestReadRawBadInput(t *testing.T) {
	tests := []struct{ text, want string }{
		{"{\n", "raw.jsonl:1: not a raw line"},
		{`{"v":2,"case":"lock/abba"}` + "\n", "raw.jsonl:1: has version 2, want 1"},
		{`{"v":1,"command":"c"}` + "\n" + `{"v":1}` + "\n", "raw.jsonl:2: neither a run nor a case"},
	}
	for _, tt := range tests {
		file := filepath.Join(t.TempDir(), "raw.jsonl")
		require.NoError(t, os.WriteFile(file, []byte(tt.text), 0o644))
		_, _, err := campaign.ReadRaw(file)
		assert.ErrorContains(t, err, tt.want)
	}
}

// TestTogether counts the processes that the runs of each half take.
func TestTogether(t *testing.T) {
	t.Parallel()
	s, cells := survey(t)
	s.Together = 4
	started := filepath.Join(t.TempDir(), "started")
	for half, name := range map[corpus.Half]string{corpus.Correct: "correct", corpus.Broken: "broken"} {
		s.binaries[half] = campaign.Files{detect.PlainBuild: script(t, `[ -z "$begun" ] && echo `+name+` >> `+started+`; begun=1; `+returns)}
	}
	counts := measured(t, s, cells[:2])
	assert.Len(t, counts, 2)
	for _, c := range counts {
		assert.Equal(t, 6, c.Trials, c.Half)
	}
	lines, err := os.ReadFile(started)
	require.NoError(t, err)
	assert.Equal(t, 2+3, strings.Count(string(lines), "correct"), "4 and 2 runs of what is right, and three for the deadline of the other half")
	assert.GreaterOrEqual(t, strings.Count(string(lines), "broken"), 6, "each of what is not by itself")
}

// TestMatrixRule is the rule of the committed matrix, cell by cell.
func TestMatrixRule(t *testing.T) {
	race := corpus.Ref{Case: corpus.Case{Class: corpus.DataRace}}
	hits := func(trials, n int) campaign.Count {
		c := campaign.Count{Cell: campaign.Cell{Half: corpus.Broken, Build: detect.RaceBuild}, Trials: trials, Seen: map[detect.Name]campaign.Seen{}}
		if n > 0 {
			c.Seen[detect.Race] = campaign.Seen{Hits: n}
		}
		return c
	}
	correct := func(n int) campaign.Count {
		c := campaign.Count{Cell: campaign.Cell{Half: corpus.Correct, Build: detect.RaceBuild}, Trials: 73}
		c.Seen = map[detect.Name]campaign.Seen{detect.Race: {Wrong: n}}
		return c
	}
	tests := []struct {
		name string
		c    campaign.Count
		want int
	}{
		{"not begun", hits(0, 0), 73},
		{"begun", hits(5, 1), 73},
		{"all hit", hits(73, 73), 73},
		{"none hit, and the detector claims the class", hits(73, 0), 300},
		{"some hit", hits(73, 10), 150},
		{"done", hits(150, 20), 150},
		{"hung from the start", campaign.Count{Cell: campaign.Cell{Half: corpus.Broken, Build: detect.RaceBuild}, Trials: 73, Hung: 70, Stuck: true}, 73},
		{"a linter", campaign.Count{Cell: campaign.Cell{Build: detect.VetBuild}}, 1},
		{"a build of which no detector claims the class", campaign.Count{Cell: campaign.Cell{Half: corpus.Broken, Build: detect.PlainBuild}, Trials: 73}, 73},
		{"a correct half without a report", correct(0), 73},
		{"a correct half that is reported now and then", correct(3), 150},
		{"a correct half that is always reported", correct(73), 73},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, campaign.MatrixRule(race, tt.c), tt.name)
	}
}
