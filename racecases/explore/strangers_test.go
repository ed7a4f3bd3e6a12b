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
	options explore.Options // the zero value: two delays
	verdict scheduler.Verdict
	says    string // a part of the failure's message, or of the reason
}{
	{test: "TestSelectOfSeveralLines", verdict: scheduler.Fails, says: "sent to what is closed"},
	{test: "TestWhatIsNotCalled", verdict: scheduler.Fails, says: "2 of 3 goroutines wait for ever"},
	{test: "TestSizes", verdict: scheduler.Exhausted},
}

// TestStrangers explores all of them in one process. None is without a row.
func TestStrangers(t *testing.T) {
	t.Parallel()
	program, err := explore.Tests(t.Context(), "testdata/strangers", ".", "", explore.BuildMode{})
	require.NoError(t, err)
	var jobs []explore.Job
	var names []string
	for _, s := range strangers {
		if s.options == (explore.Options{}) {
			s.options.Delays = 2
		}
		jobs, names = append(jobs, explore.Job{Entry: s.test, Options: s.options}), append(names, s.test)
	}
	assert.Subset(t, names, program.Entries)
	require.NoError(t, program.Build(t.Context(), t.TempDir()))
	reports, err := program.Do(t.Context(), jobs...)
	require.NoError(t, err)
	for i, s := range strangers {
		t.Run(s.test, func(t *testing.T) {
			said := reports[i].Why
			if f := reports[i].Failure; f != nil {
				said = f.Message
			}
			assert.Equal(t, s.verdict, reports[i].Verdict, said)
			assert.Contains(t, said, s.says)
		})
	}
}
