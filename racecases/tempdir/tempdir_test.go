package tempdir_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"threadlab/racecases/tempdir"
)

// temporary is a folder for temporary files, for this process and its children.
func temporary(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	return dir
}

func names(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestSweepKilled: what a process had that was killed is removed, and what a living one has
// is not.
func TestSweepKilled(t *testing.T) {
	if os.Getenv("THREADLAB_OWNS") != "" {
		own(t)
		return
	}
	if runtime.GOOS == "js" {
		t.Skip("no process can be started")
	}
	dir := temporary(t)
	mine, err := tempdir.New()
	require.NoError(t, err)
	child := exec.Command(os.Args[0], "-test.run=^TestSweepKilled$")
	child.Env = append(os.Environ(), "THREADLAB_OWNS=1")
	in, err := child.StdinPipe()
	require.NoError(t, err)
	defer in.Close()
	out, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	var theirs string
	_, err = fmt.Fscanln(out, &theirs)
	require.NoError(t, err)
	before := names(t, dir)
	require.Len(t, before, 4)
	tempdir.Sweep(dir)
	assert.Equal(t, before, names(t, dir), "both are alive")
	require.NoError(t, child.Process.Kill())
	require.Error(t, child.Wait())
	tempdir.Sweep(dir)
	assert.Equal(t, []string{filepath.Base(mine.Path), filepath.Base(mine.Path) + ".lock"}, names(t, dir))
	require.NoError(t, mine.Remove())
	assert.Empty(t, names(t, dir))
}

// own is a process that has a folder with something in it.
func own(t *testing.T) {
	d, err := tempdir.New()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(d.Path, "file"), nil, 0o600))
	fmt.Println(d.Path)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// TestSweepUnlocked: what has no lock is removed after a day, and what is none of ours stays.
func TestSweepUnlocked(t *testing.T) {
	dir := t.TempDir()
	for name, age := range map[string]time.Duration{
		"threadlab-old": 25 * time.Hour, "threadlab-trial-1": 23 * time.Hour, "other-old": 25 * time.Hour,
	} {
		path, then := filepath.Join(dir, name), time.Now().Add(-age)
		require.NoError(t, os.Mkdir(path, 0o700))
		require.NoError(t, os.Chtimes(path, then, then))
	}
	require.NoError(t, os.WriteFile(filepath.Join(dir, "threadlab-file"), nil, 0o600))
	tempdir.Sweep(dir)
	assert.Equal(t, []string{"other-old", "threadlab-file", "threadlab-trial-1"}, names(t, dir))
	tempdir.Sweep(filepath.Join(dir, "none"))
}

// TestAt: one owner at a time has the folder of a name, empty, and a sweep removes it when there is none.
func TestAt(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "threadlab-name")
	require.NoError(t, os.MkdirAll(filepath.Join(path, "left"), 0o700))
	mine, err := tempdir.At(path)
	if errors.Is(err, errors.ErrUnsupported) {
		t.Skip("the system has no such locks")
	}
	require.NoError(t, err)
	assert.Empty(t, names(t, path))
	_, err = tempdir.At(path)
	require.ErrorContains(t, err, "another process holds the lock")
	tempdir.Sweep(dir)
	assert.DirExists(t, path)
	require.NoError(t, mine.Remove())
	assert.Empty(t, names(t, dir))
	_, err = tempdir.At(filepath.Join(path, "below"))
	require.Error(t, err)
}

// TestNewBesideSweeps: a folder that is just being made is not removed.
func TestNewBesideSweeps(t *testing.T) {
	dir := temporary(t)
	var group errgroup.Group
	made := make([]*tempdir.Dir, 60)
	for part := range 4 {
		group.Go(func() (err error) {
			for i := part; i < len(made) && err == nil; i += 4 {
				made[i], err = tempdir.New()
				tempdir.Sweep(dir)
			}
			return err
		})
	}
	require.NoError(t, group.Wait())
	var want []string // of the locks of what was taken one may be left, for the next sweep
	for _, d := range made {
		want = append(want, filepath.Base(d.Path))
	}
	missing := slices.DeleteFunc(want, func(name string) bool { return slices.Contains(names(t, dir), name) })
	assert.Empty(t, missing)
	for _, d := range made {
		require.NoError(t, d.Remove())
	}
	tempdir.Sweep(dir)
	assert.Empty(t, names(t, dir))
}
