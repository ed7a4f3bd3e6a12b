//go:build unix

package gocmd_test

import (
	"context"
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

	"threadlab/racecases/gocmd"
)

// TestInterruptedBuild ends a build while a compiler, planted by -toolexec, is at work:
// neither it nor the go command is there afterwards, and no temporary file.
func TestInterruptedBuild(t *testing.T) {
	dir := module(t, "package main\n\nfunc main() {}\n")
	temp, pids := t.TempDir(), filepath.Join(t.TempDir(), "pids")
	stays := filepath.Join(t.TempDir(), "compiler")
	const script = `#!/bin/sh
case "$*" in *-V=full*) exec "$@";; esac
echo $$ $PPID > "$PIDFILE.new"; mv "$PIDFILE.new" "$PIDFILE"
while :; do sleep 0.02; done
`
	require.NoError(t, os.WriteFile(stays, []byte(script), 0o755))
	t.Setenv("TMPDIR", temp)
	t.Setenv("GOTMPDIR", temp)
	ctx, cancel := context.WithCancel(t.Context())
	g := gocmd.Go{Dir: dir, Env: []string{"PIDFILE=" + pids}}
	ended := make(chan error, 1)
	go func() {
		_, err := g.Output(ctx, "build", "-a", "-toolexec", stays, "-o", os.DevNull, ".")
		ended <- err
	}()
	var text []byte
	require.Eventually(t, func() bool {
		var err error
		text, err = os.ReadFile(pids)
		return err == nil
	}, time.Minute, time.Millisecond)
	entries, err := os.ReadDir(temp)
	require.NoError(t, err)
	require.Len(t, entries, 1, "the go command's own folder")
	cancel()
	require.ErrorIs(t, <-ended, context.Canceled)
	entries, err = os.ReadDir(temp)
	require.NoError(t, err)
	assert.Empty(t, entries)
	for _, word := range strings.Fields(string(text)) {
		pid, err := strconv.Atoi(word)
		require.NoError(t, err)
		for end := time.Now().Add(10 * time.Second); alive(pid); runtime.Gosched() {
			require.True(t, time.Now().Before(end), "process %d is still there", pid)
		}
	}
}

// alive is false for a zombie too: where nothing reaps orphans they stay.
func alive(pid int) bool {
	out, _ := exec.Command("ps", "-o", "stat=", "-p", strconv.Itoa(pid)).Output()
	state := strings.TrimSpace(string(out))
	return syscall.Kill(pid, 0) == nil && state != "" && state[0] != 'Z'
}
