package report_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/report"
)

const whole = `commit: 1234567
go: go1.26.8
command: go tool threadlab bench -suite lock -count 2
date: 2026-01-02T03:04:05Z
cpus: 2
kernel: Linux 6.18
load: 0.01 0.02 0.03
goos: linux
goarch: amd64
pkg: threadlab/bench
BenchmarkLock/impl=threadlab.Lock/goroutines=1-2  100  5.0 ns/op
BenchmarkLock/impl=sync.Mutex/goroutines=1-2      100  4.0 ns/op
PASS
goos: linux
goarch: amd64
BenchmarkLock/impl=threadlab.Lock/goroutines=1-2  100  5.2 ns/op
BenchmarkLock/impl=sync.Mutex/goroutines=1-2      100  4.2 ns/op
`

func file(t *testing.T, text string) string {
	path := filepath.Join(t.TempDir(), "lock.txt")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	return path
}

func TestRead(t *testing.T) {
	raw, err := report.Read(file(t, whole))
	require.NoError(t, err)
	assert.Equal(t, 2, raw.Rounds)
	assert.Equal(t, "Lock/impl=sync.Mutex/goroutines=1-2", raw.Cells[1])
	assert.Equal(t, "1234567", raw.Config["commit"])
}

// TestReadRefuses: what a whole run does not leave behind is noticed.
func TestReadRefuses(t *testing.T) {
	for _, key := range report.Keys() {
		without := strings.ReplaceAll(whole, key+": ", "x"+key+": ")
		_, err := report.Read(file(t, without))
		require.ErrorIs(t, err, report.ErrRaw)
		require.ErrorContains(t, err, `has no "`+key+`"`)
	}
	tests := map[string]struct{ old, now, complaint string }{
		"empty":        {whole, "", "no results"},
		"cut short":    {"BenchmarkLock/impl=sync.Mutex/goroutines=1-2      100  4.2 ns/op\n", "", "measured 2 times, and .* 1 times"},
		"not a figure": {"4.2 ns/op", "fast", "lock.txt:17: "},
		"two commits":  {"PASS\n", "commit: 7654321\n", `"commit" is "1234567" and then "7654321"`},
		"upper case":   {"/goroutines=", "/Goroutines=", "not /key=value"},
		"no key":       {"/goroutines=1", "/alone", "not /key=value"},
		"number last":  {"sync.Mutex", "sync.Mutex-64", "ends in -<digits>"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := report.Read(file(t, strings.ReplaceAll(whole, tt.old, tt.now)))
			require.ErrorIs(t, err, report.ErrRaw)
			assert.Regexp(t, tt.complaint, err.Error())
		})
	}
}
