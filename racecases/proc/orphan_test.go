//go:build unix

package proc_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/proc"
)

// hangs starts a child of its own that stays, writes the process numbers of both to the
// file named by $PIDFILE, and stays as well.
const hangs = `sh -c 'while :; do sleep 0.02; done' & echo $$ $! > "$PIDFILE.new"; mv "$PIDFILE.new" "$PIDFILE"; while :; do sleep 0.02; done`

// TestNoChildOutlivesItsContext cancels in the middle: what the child has started ends
// with it.
func TestNoChildOutlivesItsContext(t *testing.T) {
	run := map[string]func(context.Context, *exec.Cmd) error{
		"Run": func(_ context.Context, cmd *exec.Cmd) error { return cmd.Run() },
		"Watch": func(ctx context.Context, cmd *exec.Cmd) error {
			_, err := proc.Watch(ctx, cmd, time.Minute, nil)
			assert.ErrorIs(t, err, context.Canceled)
			return err
		},
	}
	for name, run := range run {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "pid")
			ctx, cancel := context.WithCancel(t.Context())
			cmd := proc.Command(ctx, "sh", "-c", hangs)
			cmd.Env = append(os.Environ(), "PIDFILE="+file)
			ended := make(chan error, 1)
			go func() { ended <- run(ctx, cmd) }()
			pids := waitForPIDs(t, file)
			cancel()
			require.Error(t, <-ended)
			waitForEnd(t, pids...)
		})
	}
}

// TestNoChildOutlivesItsParent kills the process that watches a child.
func TestNoChildOutlivesItsParent(t *testing.T) {
	if os.Getenv("PIDFILE") != "" {
		_, err := proc.Watch(t.Context(), proc.Command(t.Context(), "sh", "-c", hangs), time.Minute, nil)
		require.NoError(t, err)
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells a child that its parent was killed")
	}
	file := filepath.Join(t.TempDir(), "pid")
	parent := exec.Command(os.Args[0], "-test.run=^TestNoChildOutlivesItsParent$")
	parent.Env = append(os.Environ(), "PIDFILE="+file)
	require.NoError(t, parent.Start())
	pids := waitForPIDs(t, file)
	defer func() { _ = syscall.Kill(-pids[0], syscall.SIGKILL) }() // what the child has started does not learn of it
	require.NoError(t, parent.Process.Kill())
	require.Error(t, parent.Wait())
	waitForEnd(t, pids[0])
}

// patience is for a machine that is busy with something else; a test that has it
// all fails.
const patience = 10 * time.Second

func waitForPIDs(t *testing.T, file string) (pids []int) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); runtime.Gosched() {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for _, word := range strings.Fields(string(text)) {
			pid, err := strconv.Atoi(word)
			require.NoError(t, err)
			pids = append(pids, pid)
		}
		return pids
	}
	t.Fatal("the child never started")
	return nil
}

func waitForEnd(t *testing.T, pids ...int) {
	t.Helper()
	for _, pid := range pids {
		for end := time.Now().Add(patience); !gone(pid); runtime.Gosched() {
			if time.Now().After(end) {
				t.Fatalf("process %d is still there", pid)
			}
		}
	}
}

// gone is true for a process that has ended, and for one whose status was not
// collected yet: where nothing reaps orphans they stay as zombies.
func gone(pid int) bool {
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return true
	}
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(b), ") Z ")
}
