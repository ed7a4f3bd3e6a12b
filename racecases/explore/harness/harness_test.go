package harness_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/scheduler"
)

func find(entry string) (e harness.Entry, err error) {
	switch entry {
	case "fails":
		return harness.Entry{Run: func(r *scheduler.Run) { r.Fail(scheduler.Outcome, "1, want 2") }}, nil
	case "refused":
		return harness.Entry{Run: func(r *scheduler.Run) { r.Refuse("os.Open at x.go:3") }}, nil
	case "prepared":
		return harness.Entry{
			Run:    func(r *scheduler.Run) { r.Refuse("log.Fatal at x.go:5") },
			Bare:   func(*scheduler.Run) {},
			Tested: func() bool { return false },
		}, nil
	case "clean":
		return harness.Entry{Run: func(*scheduler.Run) {}}, nil
	}
	return e, errors.New("there is no " + entry)
}

// TestJobs does several jobs in one process: that one has no answer ends none of the
// others, and a refusal differs from an error.
func TestJobs(t *testing.T) {
	replay := scheduler.Options{Replay: "3.1"}
	jobs, err := json.Marshal([]harness.Job{
		{Entry: "fails"}, {Entry: "refused"}, {Entry: "nothing"}, {Entry: "clean", Options: replay},
		{Entry: "clean", Options: scheduler.Options{Replay: "3.0"}}, {Entry: "clean"}, {Entry: "prepared"},
	})
	require.NoError(t, err)
	var out, errs bytes.Buffer
	require.Equal(t, 0, harness.Main([]string{string(jobs)}, nil, &out, &errs, find))
	assert.Empty(t, errs.String())
	var got []harness.Result
	for decoder := json.NewDecoder(&out); decoder.More(); {
		var r harness.Result
		require.NoError(t, decoder.Decode(&r))
		got = append(got, r)
	}
	require.Len(t, got, 7)
	assert.Equal(t, scheduler.Fails, got[0].Answer.Verdict)
	assert.Equal(t, harness.Result{Error: "not modelled: os.Open at x.go:3", Refused: true}, got[1])
	assert.Equal(t, harness.Result{Error: "there is no nothing"}, got[2])
	assert.Contains(t, got[3].Error, "it is of another program")
	assert.Contains(t, got[4].Error, `schedule "3.0": want default`)
	assert.Equal(t, scheduler.Exhausted, got[5].Answer.Verdict)
	assert.Equal(t, scheduler.Exhausted, got[6].Answer.Verdict)
	assert.Equal(t, "TestMain, which is not modelled: log.Fatal at x.go:5", got[6].Answer.LeftOut)
}

// TestBadJobs: what is no list of jobs ends the process.
func TestBadJobs(t *testing.T) {
	for _, args := range [][]string{nil, {"[]", "[]"}, {"delays=2"}} {
		var out, errs bytes.Buffer
		assert.Equal(t, 2, harness.Main(args, nil, &out, &errs, find))
		assert.NotEmpty(t, errs.String())
		assert.Empty(t, out.String())
	}
}
