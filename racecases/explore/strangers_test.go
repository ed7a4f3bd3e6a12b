package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// strangers are the tests of testdata/strangers, a module of small programs as strangers
// write them, and what the explorer says of each.
var strangers = []struct {
	test    string
	race    bool            // the race detector looks on
	options explore.Options // the zero value: two delays
	verdict scheduler.Verdict
	says    string // a pattern of the failure, or of the reason
}{
	{test: "TestSelectOfSeveralLines", verdict: scheduler.Fails, says: "sent to what is closed"},
	{test: "TestWhatIsNotCalled", verdict: scheduler.Fails, says: "2 of 3 goroutines wait for ever"},
	{test: "TestSizes", verdict: scheduler.Exhausted},

	{test: "TestRaceMethods", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceContext", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceFailing", race: true, verdict: scheduler.Fails, says: "assertion: .*no 7"},
	{test: "TestRaceSubtests", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceParallel", race: true, verdict: scheduler.Fails, says: "race: .* write at race_test.go:68"},
	{test: "TestRaceBehindLog", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceRandom", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceBubble", race: true, verdict: scheduler.Exhausted},
	{test: "TestRaceBubbleWithoutWait", race: true, verdict: scheduler.Fails, says: "race: .* at race_test.go:105"},
	{test: "TestRaceInLibrary", race: true, verdict: scheduler.Fails, says: `race: .* write at shelf/shelf.go:7$`},
	{test: "TestRaceAddInside", race: true, verdict: scheduler.Fails, says: `race: .* sync.WaitGroup.Wait at race_test.go:120\n.* sync.WaitGroup.Add at race_test.go:114$`},
	{test: "TestRaceAddBefore", race: true, verdict: scheduler.Exhausted},
}

// TestStrangers explores all of them in one process for each way to build them. None is
// without a row.
func TestStrangers(t *testing.T) {
	t.Parallel()
	var names []string
	for _, s := range strangers {
		names = append(names, s.test)
	}
	for name, race := range map[string]bool{"plain": false, "race": true} {
		t.Run(name, func(t *testing.T) {
			program, err := explore.Tests(t.Context(), "testdata/strangers", ".", "", explore.BuildMode{Race: race})
			require.NoError(t, err)
			assert.Subset(t, names, program.Entries)
			require.NoError(t, program.Build(t.Context(), t.TempDir()))
			for _, s := range strangers {
				if s.race != race {
					continue
				}
				if s.options == (explore.Options{}) {
					s.options.Delays = 2
				}
				t.Run(s.test, func(t *testing.T) {
					r, err := program.Explore(t.Context(), s.test, s.options)
					require.NoError(t, err)
					said := r.Why
					if r.Failure != nil {
						said = r.Failure.String()
					}
					assert.Equal(t, s.verdict, r.Verdict, said)
					assert.Regexp(t, "(?s)"+s.says, said)
				})
			}
		})
	}
}
