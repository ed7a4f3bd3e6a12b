package trial_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proc/proctest"
	"threadlab/racecases/trial"
)

func TestMain(m *testing.M) {
	testmain.Wait(8) // for children
	testmain.Run(m)
}

func TestRun(t *testing.T) {
	tests := []struct {
		name string
		body string // sees $1 -record $2 FILE $3 -dir $4 DIR $5 CASE
		want trial.Output
		err  string
	}{
		{name: "returns", body: `echo said; echo 'record 2: "exact" "d" "l" "" 0 0 0' > "$2"`, want: trial.Output{
			Done: true, Output: detect.Output{Text: "said\n", Leaks: "l"}, Record: corpus.Record{V: 2, Outcome: "exact", Detail: "d", Leaks: "l"},
		}},
		{name: "dies", body: `echo oh >&2; exit 66`, want: trial.Output{Output: detect.Output{Text: "oh\n", Exit: 66}}},
		{name: "is killed", body: `kill -KILL $$`, want: trial.Output{Output: detect.Output{Exit: 128 + int(syscall.SIGKILL)}}},
		{name: "knows its case and directory", body: `[ -d "$4" ] && echo "$5"`, want: trial.Output{Output: detect.Output{Text: "lock/planted\n"}}},
		{name: "has its environment", body: `echo $GOMAXPROCS $GOTRACEBACK`, want: trial.Output{Output: detect.Output{Text: "3 all\n"}}},
		{name: "leaves half a record", body: `echo 'record 2: "exact"' > "$2"`, err: "is corrupt"},
		{name: "leaves another version", body: `echo 'record 9: "exact" "" "" "" 0 0 0' > "$2"`, err: "has version 9, want 2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("GOMAXPROCS", "7")
			got, err := trial.Run(t.Context(), proctest.Script(t, tt.body), spec())
			if tt.err != "" {
				require.ErrorContains(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			assert.Positive(t, got.Elapsed)
			assert.Equal(t, "lock/planted", got.Ref.Name())
			got.Ref = corpus.Ref{} // functions do not compare
			tt.want.Elapsed, tt.want.Half, tt.want.Build, tt.want.Package = got.Elapsed, corpus.Broken, detect.PlainBuild, spec().Ref.Package()
			assert.Equal(t, tt.want, got)
		})
	}
}

func spec() trial.Spec {
	return trial.Spec{
		Ref:  corpus.Ref{Lesson: corpus.Lesson{Slug: "lock"}, Case: corpus.Case{Slug: "planted"}},
		Half: corpus.Broken, Build: detect.PlainBuild, Procs: 3,
	}
}

// TestHang plants a child that dumps when it is asked to, and one that will not.
func TestHang(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body, output string
		exit               int
		deadline           time.Duration // and once more: a shell has set its trap by then
	}{
		{"dumps", `trap 'echo dump; exit 2' QUIT; while :; do sleep 0.02; done`, "dump\n", 2, time.Second},
		{"ignores it", `trap '' QUIT; while :; do sleep 0.02; done`, "", 128 + int(syscall.SIGKILL), 300 * time.Millisecond},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := spec()
			s.Deadline = tt.deadline
			got, err := trial.Run(t.Context(), proctest.Script(t, tt.body), s)
			require.NoError(t, err)
			assert.True(t, got.Hung)
			assert.Equal(t, tt.exit, got.Exit)
			assert.Contains(t, got.Text, tt.output)
		})
	}
}

// TestSlowIsNotHung runs a child past its deadline, but not past the second one.
func TestSlowIsNotHung(t *testing.T) {
	t.Parallel()
	s := spec()
	s.Deadline = 2 * time.Second
	got, err := trial.Run(t.Context(), proctest.Script(t, `sleep 2.2; echo 'record 2: "exact" "" "" "" 0 0 0' > "$2"`), s)
	require.NoError(t, err)
	assert.False(t, got.Hung)
	assert.True(t, got.Done)
}

// TestJudgeReadsTheDirectoryAfterTheEnd: of a half that returned, and of one that
// ended the process itself, but of none that was ended.
func TestJudgeReadsTheDirectoryAfterTheEnd(t *testing.T) {
	tests := []struct {
		name, body string
		done       bool
	}{
		{"returns", `echo 'record 2: "?" "" "" "" 0 0 0' > "$2"`, true},
		{"exits", `exit 0`, true},
		{"exits with 1", `exit 1`, true},
		{"panics", `exit 2`, false},
		{"is killed", `kill -KILL $$`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, want := spec(), ""
			s.Ref.Case.Judge = func(dir string) string {
				b, err := os.ReadFile(filepath.Join(dir, "log"))
				require.NoError(t, err)
				return strings.TrimSpace(string(b))
			}
			if tt.done {
				want = "written"
			}
			got, err := trial.Run(t.Context(), proctest.Script(t, `echo written > "$4/log"; `+tt.body), s)
			require.NoError(t, err)
			assert.Equal(t, tt.done, got.Done)
			assert.Equal(t, want, got.Record.Outcome)
		})
	}
}

func TestDeadlineFor(t *testing.T) {
	tests := []struct{ median, want time.Duration }{
		{0, trial.MinDeadline},
		{20 * time.Millisecond, trial.MinDeadline},
		{100 * time.Millisecond, time.Second},
		{time.Minute, trial.MaxDeadline},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, trial.DeadlineFor(tt.median))
	}
}
