package harness_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/message"
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
	jobs, err := json.Marshal([]message.Job{
		{Entry: "fails"}, {Entry: "refused"}, {Entry: "nothing"}, {Entry: "clean", Options: replay},
		{Entry: "clean", Options: scheduler.Options{Replay: "3.0"}}, {Entry: "clean"}, {Entry: "prepared"},
	})
	require.NoError(t, err)
	var out, errs bytes.Buffer
	require.Equal(t, 0, harness.Main([]string{string(jobs)}, nil, &out, &errs, find))
	assert.Empty(t, errs.String())
	var got []message.Result
	for answers := message.NewReader(&out); ; {
		r, err := answers.Next()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		got = append(got, r)
	}
	require.Len(t, got, 7)
	assert.Equal(t, scheduler.Fails, got[0].Answer.Verdict)
	assert.Equal(t, message.Result{Error: "not modelled: os.Open at x.go:3", Refused: true}, got[1])
	assert.Equal(t, message.Result{Error: "there is no nothing"}, got[2])
	assert.Contains(t, got[3].Error, "it is of another program")
	assert.Contains(t, got[4].Error, `schedule "3.0": want default`)
	assert.Equal(t, scheduler.Exhausted, got[5].Answer.Verdict)
	assert.Equal(t, scheduler.Exhausted, got[6].Answer.Verdict)
	assert.Equal(t, "TestMain, which is not modelled: log.Fatal at x.go:5", got[6].Answer.LeftOut)
}

// TestJobsFromInput answers each job before the next one comes.
func TestJobsFromInput(t *testing.T) {
	in, jobs := io.Pipe()
	results, out := io.Pipe()
	var errs bytes.Buffer
	ended := make(chan int)
	go func() { ended <- harness.Main([]string{message.FromInput}, in, out, &errs, find) }()
	ask, answers := json.NewEncoder(jobs), message.NewReader(results)
	for _, job := range []message.Job{
		{Entry: "clean", Play: &scheduler.Play{}}, {Entry: "nothing"}, {Entry: "fails"}, {Entry: "prepared", Play: &scheduler.Play{}},
	} {
		require.NoError(t, ask.Encode(job))
		r, err := answers.Next()
		require.NoError(t, err)
		switch job.Entry {
		case "nothing":
			assert.Equal(t, "there is no nothing", r.Error)
		case "fails":
			assert.Equal(t, scheduler.Fails, r.Answer.Verdict)
		default:
			require.NotNil(t, r.State)
			assert.True(t, r.State.Over)
		}
	}
	require.NoError(t, jobs.Close())
	assert.Equal(t, 0, <-ended)
	assert.Empty(t, errs.String())
}

// TestStuck: a process in which a goroutine runs on does no more jobs.
func TestStuck(t *testing.T) {
	for _, play := range []*scheduler.Play{nil, {}} {
		job, err := json.Marshal(message.Job{Play: play, Options: scheduler.Options{Time: time.Second}})
		require.NoError(t, err)
		synctest.Test(t, func(t *testing.T) {
			never := make(chan struct{})
			defer close(never)
			forever := func(string) (harness.Entry, error) {
				return harness.Entry{Run: func(*scheduler.Run) { <-never; runtime.Goexit() }}, nil
			}
			var out, errs bytes.Buffer
			two := strings.NewReader(strings.Repeat(string(job), 2))
			require.Equal(t, 0, harness.Main([]string{message.FromInput}, two, &out, &errs, forever))
			answers := message.NewReader(&out)
			r, err := answers.Next()
			require.NoError(t, err)
			assert.True(t, r.Stuck)
			assert.Contains(t, r.Error+r.Answer.Why, "a schedule did not come back")
			_, err = answers.Next()
			assert.Equal(t, io.EOF, err, "no second answer")
		})
	}
}

// TestBadJobs: what is no list of jobs ends the process.
func TestBadJobs(t *testing.T) {
	for _, args := range [][]string{nil, {"[]", "[]"}, {"delays=2"}, {message.FromInput}} {
		var out, errs bytes.Buffer
		assert.Equal(t, 2, harness.Main(args, strings.NewReader("no job"), &out, &errs, find))
		assert.NotEmpty(t, errs.String())
		assert.Empty(t, out.String())
	}
}
