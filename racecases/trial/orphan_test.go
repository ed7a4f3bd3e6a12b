package trial_test

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

	"github.com/stretchr/testify/require"

	"threadlab/racecases/trial"
)

// hangs writes its process number to the file named by $PIDFILE, and stays.
const hangs = `echo $$ > "$PIDFILE.new"; mv "$PIDFILE.new" "$PIDFILE"; while :; do sleep 0.02; done`

// TestNoChildOutlivesItsContext cancels a trial in the middle.
func TestNoChildOutlivesItsContext(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pid")
	t.Setenv("PIDFILE", file)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	s := spec()
	s.Deadline = time.Minute
	binary := planted(t, hangs)
	go func() {
		_, err := trial.Run(ctx, binary, s)
		ended <- err
	}()
	pid := waitForPID(t, file)
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
	waitForEnd(t, pid)
}

// TestNoChildOutlivesItsParent kills the process that runs a trial.
func TestNoChildOutlivesItsParent(t *testing.T) {
	if binary := os.Getenv("THREADLAB_TEST_PARENT"); binary != "" {
		s := spec()
		s.Deadline = time.Minute
		_, err := trial.Run(t.Context(), binary, s)
		require.NoError(t, err)
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells a child that its parent was killed")
	}
	file := filepath.Join(t.TempDir(), "pid")
	parent := exec.Command(os.Args[0], "-test.run=^TestNoChildOutlivesItsParent$")
	parent.Env = append(os.Environ(), "PIDFILE="+file, "THREADLAB_TEST_PARENT="+planted(t, hangs))
	require.NoError(t, parent.Start())
	pid := waitForPID(t, file)
	require.NoError(t, parent.Process.Kill())
	require.Error(t, parent.Wait())
	waitForEnd(t, pid)
}

// patience is for a machine that is busy with something else; a test that has it
// all fails.
const patience = 10 * time.Second

func waitForPID(t *testing.T, file string) int {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); runtime.Gosched() {
		if b, err := os.ReadFile(file); err == nil {
			pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
			require.NoError(t, err)
			return pid
		}
	}
	t.Fatal("the child never started")
	return 0
}

func waitForEnd(t *testing.T, pid int) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); runtime.Gosched() {
		if gone(pid) {
			return
		}
	}
	t.Fatalf("process %d is still there", pid)
}

// gone is true for a process that has ended, and for one whose status nobody has
// collected yet: where nothing reaps orphans they stay as zombies.
func gone(pid int) bool {
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return true
	}
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(b), ") Z ")
}
