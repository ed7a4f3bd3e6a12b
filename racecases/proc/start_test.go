//go:build linux

package proc_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/proc"
)

// TestStartError: a file system that executes nothing is named, and what to set.
func TestStartError(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_NOEXEC, "size=64k"); err != nil {
		t.Skip("no file system can be mounted here:", err)
	}
	t.Cleanup(func() { assert.NoError(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	program, data := filepath.Join(dir, "program"), filepath.Join(dir, "data")
	require.NoError(t, os.WriteFile(program, []byte("#!/bin/sh\n"), 0o755))
	require.NoError(t, os.WriteFile(data, nil, 0o644))
	const noexec = " cannot be started, as on a file system that is mounted noexec: set "
	tests := []struct {
		name, temp, file, want string
	}{
		{"below the temporary folder", dir, program, program + noexec + "TMPDIR to a folder where programs may run"},
		{"elsewhere", t.TempDir(), program, program + noexec + "XDG_CACHE_HOME to a folder where programs may run"},
		{"no program", dir, data, "fork/exec " + data + ": permission denied"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("TMPDIR", tt.temp)
			_, err := proc.Watch(t.Context(), proc.Command(t.Context(), tt.file), time.Minute, nil)
			require.ErrorAs(t, err, new(proc.StartError))
			require.ErrorIs(t, err, fs.ErrPermission)
			require.EqualError(t, err, tt.want)
			again := proc.Started(proc.Command(t.Context(), tt.file).Run())
			require.EqualError(t, again, tt.want)
		})
	}
	assert.NoError(t, proc.Started(nil))
	ended := proc.Command(t.Context(), "sh", "-c", "exit 3").Run()
	assert.False(t, errors.As(proc.Started(ended), new(proc.StartError)))
}
