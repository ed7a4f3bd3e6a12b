//go:build unix

package proc_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/proc"
)

func TestMain(m *testing.M) {
	testmain.Wait(4) // for children
	testmain.Run(m)
}

// soon is the limit of a child that hangs as soon as it says that it is ready, see [until].
const soon = 100 * time.Millisecond

// until returns a progress that goes on until a child has made a file, however long the
// machine takes to start it, and for so many looks.
func until(file string, looks int64) func() int64 {
	n := int64(0)
	return func() int64 {
		if _, err := os.Stat(file); err != nil || n < looks {
			n++
		}
		return n
	}
}

func nothing(bytes int) string { return strings.Repeat("\x00", bytes) }

// TestWatch plants children that end in every way, one that ignores SIGQUIT included.
func TestWatch(t *testing.T) {
	const killed = 128 + int(syscall.SIGKILL)
	tests := []struct {
		name, script string
		want         proc.End
	}{
		{"returns", `echo out; echo err >&2`, proc.End{Output: "out\nerr\n"}},
		{"fails", `echo oh; exit 66`, proc.End{Output: "oh\n", Exit: 66}},
		{"is killed", `kill -KILL $$`, proc.End{Exit: killed}},
		{"dumps", `trap 'echo dump; exit 2' QUIT; >"$0"; while :; do sleep 0.02; done`, proc.End{Output: "dump\n", Exit: 2, Hung: true}},
		{"ignores SIGQUIT", `trap '' QUIT; echo on; >"$0"; while :; do sleep 0.02; done`, proc.End{Output: "on\n", Exit: killed, Hung: true}},
		{"prints much", `head -c 4000000 /dev/zero; echo end`, proc.End{Output: nothing(4_000_000) + "end\n"}},
		{"prints too much", `echo begin; head -c 9000000 /dev/zero; echo end; exit 1`, proc.End{Exit: 1, Output: "begin\n" +
			nothing(2<<20-len("begin\n")) + "\n[4805706 bytes are left out]\n" + nothing(2<<20-len("end\n")) + "end\n"}},
	}
	t.Parallel()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			ready := filepath.Join(t.TempDir(), "ready")
			cmd := proc.Command(t.Context(), "sh", "-c", tt.script, ready)
			limit, dump, progress := time.Minute, time.Minute, (func() int64)(nil)
			if tt.want.Hung {
				limit, progress = soon, until(ready, 0)
			}
			if tt.want.Exit == killed {
				dump = soon
			}
			got, err := proc.WatchFor(t.Context(), cmd, limit, dump, progress)
			require.NoError(t, err)
			assert.Positive(t, got.Elapsed)
			if tt.want.Hung { // a shell says what its children died of
				assert.Contains(t, got.Output, tt.want.Output)
				tt.want.Output = got.Output
			}
			tt.want.Elapsed = got.Elapsed
			assert.True(t, tt.want == got, "exit %d, hung %t, %d bytes", got.Exit, got.Hung, len(got.Output))
		})
	}
}

// TestWatchLeaves: a process that has left the group of its parent, and keeps the output open, is waited for no longer
// than the limit, and not at all when the context ends.
func TestWatchLeaves(t *testing.T) {
	if ready := os.Getenv("THREADLAB_READY"); ready != "" {
		left := exec.Command("sh", "-c", `>"$0"; while [ -e "$0" ]; do sleep 0.02; done`, ready)
		left.Stdout, left.SysProcAttr = os.Stdout, &syscall.SysProcAttr{Setsid: true}
		require.NoError(t, left.Start())
		os.Exit(0)
	}
	for _, cancelled := range []bool{false, true} {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		ready := filepath.Join(t.TempDir(), "ready")
		cmd := proc.Command(ctx, os.Args[0], "-test.run=^TestWatchLeaves$")
		cmd.Env = append(proc.Environ(0), "THREADLAB_READY="+ready)
		progress := until(ready, 0)
		end, err := proc.WatchFor(ctx, cmd, soon, soon, func() int64 {
			if _, err := os.Stat(ready); err == nil && cancelled {
				cancel()
			}
			return progress()
		})
		if cancelled {
			require.ErrorIs(t, err, context.Canceled)
		} else {
			require.NoError(t, err)
			assert.True(t, end.Hung)
		}
		require.FileExists(t, ready, "it is there still")
	}
}

// TestWatchWithWriters: a command that names writers writes to these.
func TestWatchWithWriters(t *testing.T) {
	var out bytes.Buffer
	cmd := proc.Command(t.Context(), "echo", "there")
	cmd.Stdout = &out
	got, err := proc.Watch(t.Context(), cmd, time.Minute, nil)
	require.NoError(t, err)
	assert.Empty(t, got.Output)
	assert.Equal(t, "there\n", out.String())
}

// TestProgress: a child that goes on completing things is never out of time, and one that
// stops is.
func TestProgress(t *testing.T) {
	t.Parallel()
	const steps = 5
	ready := filepath.Join(t.TempDir(), "ready")
	progress, looks := until(ready, steps), []int64{}
	cmd := proc.Command(t.Context(), "sh", "-c", `trap 'echo dump; exit 2' QUIT; >"$0"; while :; do sleep 0.02; done`, ready)
	got, err := proc.WatchFor(t.Context(), cmd, soon, time.Minute, func() int64 {
		looks = append(looks, progress())
		return looks[len(looks)-1]
	})
	require.NoError(t, err)
	assert.True(t, got.Hung)
	assert.Contains(t, got.Output, "dump\n")
	require.Greater(t, len(looks), steps+1)
	last := looks[len(looks)-1]
	assert.GreaterOrEqual(t, last, int64(steps))
	assert.Equal(t, []int64{last - 1, last, last, last}, looks[len(looks)-4:], "the whole limit after the last step")
	assert.GreaterOrEqual(t, got.Elapsed, soon/2*time.Duration(len(looks)))
}

func TestWatchOfNoProgram(t *testing.T) {
	_, err := proc.Watch(t.Context(), proc.Command(t.Context(), "./no-such-program"), time.Minute, nil)
	assert.ErrorIs(t, err, os.ErrNotExist)
}

// TestEnviron: what would change how a Go program behaves is not handed on.
func TestEnviron(t *testing.T) {
	for _, name := range []string{"GORACE", "GODEBUG", "GOTRACEBACK", "GOMAXPROCS", "GOGC", "GOMEMLIMIT", "GOCOVERDIR"} {
		t.Setenv(name, "stray")
	}
	t.Setenv("KEPT", "yes")
	env := proc.Environ(3)
	assert.NotContains(t, strings.Join(env, "\n"), "stray")
	assert.Subset(t, env, []string{"KEPT=yes", "GOMAXPROCS=3", "GOTRACEBACK=all"})
	assert.NotContains(t, proc.Environ(0), "GOMAXPROCS=0")
}
