package benchstat_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/benchstat"
	"threadlab/bench/report"
)

const figures = `commit: 1234567
go: go1.26.8
command: go tool threadlab bench -suite lock -count 2
date: 2026-01-02T03:04:05Z
cpus: 2
kernel: Linux 6.18
load: 0.01 0.02 0.03
goos: linux
goarch: amd64
BenchmarkLock/impl=threadlab.Lock/goroutines=1-2  100  5.0 ns/op
BenchmarkLock/impl=sync.Mutex/goroutines=1-2      100  4.0 ns/op
BenchmarkLock/impl=threadlab.Lock/goroutines=1-2  100  5.2 ns/op
BenchmarkLock/impl=sync.Mutex/goroutines=1-2      100  4.2 ns/op
`

func TestTables(t *testing.T) {
	stat, err := benchstat.Find(t.Context(), "../..")
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "lock.txt")
	require.NoError(t, os.WriteFile(path, []byte(figures), 0o644))
	table, err := stat.Table(t.Context(), path)
	require.NoError(t, err)
	for _, want := range []string{"commit: 1234567", "threadlab.Lock", "sync.Mutex", "Lock/goroutines=1-2", "5.1", "4.1"} {
		assert.Contains(t, string(table), want)
	}
	assert.NotContains(t, string(table), filepath.Dir(path))

	both, err := stat.Compare(t.Context(), benchstat.Named{Name: "before", File: path}, benchstat.Named{Name: "after", File: path})
	require.NoError(t, err)
	assert.Regexp(t, "before.*after", string(both))

	require.NoError(t, os.WriteFile(path, []byte("BenchmarkLock 1 fast ns/op\n"), 0o644))
	_, err = stat.Table(t.Context(), path)
	require.ErrorIs(t, err, report.ErrRaw, "benchstat itself would exit with 0")
	_, err = stat.Table(t.Context(), path+".none")
	require.ErrorIs(t, err, os.ErrNotExist, "benchstat itself would exit with 0")
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = benchstat.Find(ended, "../..")
	require.ErrorIs(t, err, context.Canceled)
}

// TestPublish: no file moves before every table is made.
func TestPublish(t *testing.T) {
	stat, err := benchstat.Find(t.Context(), "../..")
	require.NoError(t, err)
	dir := t.TempDir()
	whole, cut, place := filepath.Join(dir, "lock.txt.partial"), filepath.Join(dir, "event.txt.partial"), filepath.Join(dir, "lock.txt")
	require.NoError(t, os.WriteFile(whole, []byte(figures), 0o644))
	require.NoError(t, os.WriteFile(cut, []byte(figures[:len(figures)-60]), 0o644))
	places := map[string]string{whole: place, cut: filepath.Join(dir, "event.txt")}
	require.ErrorIs(t, stat.Publish(t.Context(), places), report.ErrRaw)
	assert.FileExists(t, whole)
	assert.NoFileExists(t, place)
	assert.NoFileExists(t, benchstat.TablePath(place))
	assert.NoFileExists(t, benchstat.TablePath(place)+".partial")
	delete(places, cut)
	require.NoError(t, stat.Publish(t.Context(), places))
	assert.NoFileExists(t, whole)
	table, err := os.ReadFile(benchstat.TablePath(place))
	require.NoError(t, err)
	assert.Contains(t, string(table), "sync.Mutex")
	kept, err := os.ReadFile(place)
	require.NoError(t, err)
	assert.Equal(t, figures, string(kept))
}

func TestTablePath(t *testing.T) {
	assert.Equal(t, "a/lock.benchstat.txt", benchstat.TablePath("a/lock.txt"))
}
