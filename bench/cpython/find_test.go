//go:build unix

package cpython_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench"
	"threadlab/bench/cpython"
	"threadlab/bench/measure"
)

func unpack(t *testing.T) *cpython.Scripts {
	scripts, err := cpython.Unpack()
	require.NoError(t, err)
	t.Cleanup(scripts.Remove)
	return scripts
}

// impostor is a shell script that stands for an interpreter.
func impostor(t *testing.T, does string) string {
	file := filepath.Join(t.TempDir(), "python")
	require.NoError(t, os.WriteFile(file, []byte("#!/bin/sh\n"+does+"\n"), 0o755))
	return file
}

// about is what an interpreter of that version answers, that is then asked to measure.
func about(version string) string {
	return fmt.Sprintf("echo name: cpython%.3s; echo python: %s, none; echo gil: on; echo executable: $0", version, version)
}

// TestFindRefuses: what is no Python that will do is named, with what is wrong with it, in a line.
func TestFindRefuses(t *testing.T) {
	tests := map[string]struct{ does, complaint string }{
		"garbage":      {`echo hello`, ` is no Python: asked what it is, it said "hello"$`},
		"long garbage": {`printf '%0500d' 7`, `.* it said "0{80}\.\.\."$`},
		"silence":      {`:`, `.* it said ""$`},
		"dies":         {`echo no such option >&2; exit 3`, ` is no Python: asked what it is, it ended with exit status 3: no such option$`},
		"strange name": {`echo name: ../../x; echo python: 3.9; echo gil: on; echo executable: $0`, `.* it said "name: \.\./\.\./x"$`},
		"too old":      {about("3.7.1"), ` is Python 3\.7\.1, and the workloads need 3\.8 or later$`},
		"much too old": {about("2.7.18"), ` is Python 2\.7\.18, and the workloads need 3\.8 or later$`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := impostor(t, tt.does)
			_, err := unpack(t).Find(t.Context(), file)
			require.Error(t, err)
			assert.Regexp(t, "^"+file+tt.complaint, err.Error())
		})
	}
}

func TestFindNothing(t *testing.T) {
	for given, complaint := range map[string]string{
		"no-such-python":  "no no-such-python on PATH: not found",
		"/no/such/python": "no program /no/such/python: not found",
	} {
		_, err := unpack(t).Find(t.Context(), given)
		require.ErrorIs(t, err, cpython.ErrNone)
		assert.EqualError(t, err, complaint)
	}
}

func TestFindHangs(t *testing.T) {
	ctx, hang, gone := hanging(t)
	_, err := unpack(t).Find(ctx, impostor(t, hang))
	require.ErrorIs(t, err, context.Canceled)
	<-gone
}

// hanging returns what a shell does to hang, with a child of its own; a context that ends as soon as both are there;
// and what is closed when both are gone.
func hanging(t *testing.T) (ctx context.Context, does string, gone <-chan struct{}) {
	path := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	ctx, cancel := context.WithCancel(t.Context())
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		pipe, err := os.Open(path)
		if assert.NoError(t, err) {
			_, _ = pipe.Read(make([]byte, 1))
			cancel()
			_, _ = io.Copy(io.Discard, pipe) // it ends when no process has it open any more
			_ = pipe.Close()
		}
	}()
	return ctx, "exec 3>" + path + "; sleep 1000 & echo here >&3; wait; echo never", closed
}

func TestRound(t *testing.T) {
	suite := bench.Suite{Name: "lock"}
	measuring := func(does string) string {
		return `case $1 in *about.py) ` + about("3.9.0") + ` ;; *) ` + does + ` ;; esac`
	}
	round := func(t *testing.T, ctx context.Context, does string) (string, error) {
		python, err := unpack(t).Find(t.Context(), impostor(t, measuring(does)))
		require.NoError(t, err)
		require.Equal(t, "cpython3.9", python.Name)
		var out bytes.Buffer
		err = python.Round(ctx, suite, 0, measure.Settings{Benchtime: "1x"}, &out)
		return out.String(), err
	}
	t.Run("whole lines", func(t *testing.T) {
		out, err := round(t, t.Context(), `echo "$(basename $1) $2 $3"; printf half`)
		require.NoError(t, err)
		assert.Equal(t, "lock.py -benchtime 1x\n", out)
	})
	t.Run("fails", func(t *testing.T) {
		out, err := round(t, t.Context(), `echo one; printf 'Traceback (most recent call last):\n  File\nValueError: no\n' >&2; exit 1`)
		require.ErrorIs(t, err, measure.ErrFailed)
		assert.EqualError(t, err, "a benchmark failed: lock of cpython3.9: ValueError: no (exit status 1)")
		assert.Equal(t, "one\n", out)
	})
	t.Run("hangs", func(t *testing.T) {
		ctx, hang, gone := hanging(t)
		out, err := round(t, ctx, "echo one; "+hang)
		require.ErrorIs(t, err, context.Canceled)
		<-gone
		assert.Equal(t, "one\n", out)
	})
}
