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

// jobs is what a process reads that does some.
func jobs(t *testing.T, list ...message.Job) io.Reader {
	t.Helper()
	var text bytes.Buffer
	for _, job := range list {
		require.NoError(t, json.NewEncoder(&text).Encode(job))
	}
	return &text
}

// TestJobs does several jobs in one process: that one has no answer ends none of the
// others, and a refusal differs from an error.
func TestJobs(t *testing.T) {
	replay := scheduler.Options{Replay: "3.1"}
	in := jobs(t, message.Job{Entry: "fails"}, message.Job{Entry: "refused"}, message.Job{Entry: "nothing"},
		message.Job{Entry: "clean", Options: replay}, message.Job{Entry: "clean", Options: scheduler.Options{Replay: "3.0"}},
		message.Job{Entry: "clean"}, message.Job{Entry: "prepared"})
	var out, errs bytes.Buffer
	require.Equal(t, 0, harness.Main(in, &out, &errs, find))
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
	go func() { ended <- harness.Main(in, out, &errs, find) }()
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
		job := message.Job{Play: play, Options: scheduler.Options{Time: time.Second}}
		synctest.Test(t, func(t *testing.T) {
			never := make(chan struct{})
			defer close(never)
			forever := func(string) (harness.Entry, error) {
				return harness.Entry{Run: func(*scheduler.Run) { <-never; runtime.Goexit() }}, nil
			}
			var out, errs bytes.Buffer
			require.Equal(t, 0, harness.Main(jobs(t, job, job), &out, &errs, forever))
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

// TestBadJobs: what is no job ends the process.
func TestBadJobs(t *testing.T) {
	for _, text := range []string{"no job", "[]", `{"Delays": "two"}`, `{"Entry": "clean"`} {
		var out, errs bytes.Buffer
		assert.Equal(t, 2, harness.Main(strings.NewReader(text), &out, &errs, find))
		assert.NotEmpty(t, errs.String())
		assert.Empty(t, out.String())
	}
}
