package report_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
		"no time":      {"4.0 ns/op\n", "4.0 MB/s\n", "lock.txt:17: .* has no MB/s here"},
		"speeds only":  {"ns/op", "MB/s", "lock.txt: .*impl=threadlab.Lock.* has no ns/op"},
		"zero":         {"4.2 ns/op", "0 ns/op", "lock.txt:17: 0 ns/op is no time"},
		"negative":     {"4.2 ns/op", "-4.2 ns/op", "lock.txt:17: -4.2 ns/op is no time"},
		"NaN":          {"4.2 ns/op", "NaN ns/op", "lock.txt:17: NaN is no figure"},
		"infinite":     {"4.2 ns/op", "+Inf ns/op", `lock.txt:17: \+Inf is no figure`},
		"other figure": {"4.2 ns/op", "4.2 ns/op NaN jain", "lock.txt:17: NaN is no figure"},
		"no amount":    {"4.2 ns/op", "4.2 ns/op -1 B/op", "lock.txt:17: -1 B/op is no amount"},
		"cut unit":     {"4.2 ns/op\n", "4.2 ns/", "lock.txt:17: .*impl=sync.Mutex.* has no ns/op here"},
		"two systems":  {"PASS\ngoos: linux", "PASS\ngoos: plan9", `"goos" is "linux" and then "plan9"`},
		"upper case":   {"/goroutines=", "/Goroutines=", "not /key=value"},
		"no key":       {"/goroutines=1", "/alone", "not /key=value"},
		"garbage":      {"PASS\n", "PASS\n\x00\x00\n", `lock.txt:14: not a whole run: "\\x00\\x00" is no line of a benchmark's output`},
		"prose":        {"PASS\n", "This is not a result\n", "lock.txt:13: .*This is not a result"},
		"name alone":   {"PASS\n", "BenchmarkLock/impl=sync.Mu", "lock.txt:13: .*BenchmarkLock/impl=sync.Mu"},
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

// TestPublish: what is no longer drawn goes, and so does what a killed process left; what is not this suite's stays.
func TestPublish(t *testing.T) {
	dir := t.TempDir()
	longAgo := time.Now().Add(-time.Hour)
	for _, name := range []string{"lock.old.svg", "lock.md.0.partial", "lock.chart.svg.0.partial", "lock.txt.partial", "event.md.0.partial", "lock.csv.0.partial"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o644))
		if name != "lock.csv.0.partial" { // which another process writes at this moment
			require.NoError(t, os.Chtimes(filepath.Join(dir, name), longAgo, longAgo))
		}
	}
	require.NoError(t, report.Publish(dir, "lock", map[string][]byte{"lock.md": []byte("page")}))
	var left []string
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		left = append(left, e.Name())
	}
	assert.Equal(t, []string{"event.md.0.partial", "lock.csv.0.partial", "lock.md", "lock.txt.partial"}, left)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "lock.chart.svg"), 0o755))
	require.Error(t, report.Publish(dir, "lock", map[string][]byte{"lock.chart.svg": {}}))
	partials, err := filepath.Glob(filepath.Join(dir, "lock.chart.svg.*"))
	require.NoError(t, err)
	assert.Empty(t, partials)
}

// TestSign: what is said of a ratio in several setups is what holds in all of them.
func TestSign(t *testing.T) {
	for want, ratios := range map[string][]float64{
		"faster":     {0.5, 0.94},
		"slower":     {1.06, 2},
		"as fast":    {0.96, 1.04},
		"not slower": {0.5, 1.04},
		"not faster": {0.96, 2},
		"changes":    {0.5, 1.06},
	} {
		assert.Equal(t, want, report.Sign(ratios), ratios)
	}
}

// TestMachines: figures of one machine need no remark, and what a source does not know is no difference.
func TestMachines(t *testing.T) {
	of := func(file, cpu, cpus string) *report.Figures {
		return &report.Figures{Sources: []report.Source{{File: "results/" + file, Raw: &report.Raw{Config: map[string]string{"cpu": cpu, "cpus": cpus}}}}}
	}
	lock, same, python, bigger := of("lock.txt", "EPYC", "2"), of("event.txt", "EPYC", "2"), of("lock.cpython3.13.txt", "", "2"), of("gil.txt", "Xeon", "64")
	assert.Empty(t, report.Machines([]*report.Figures{lock, same, python}))
	assert.Equal(t, "cpu EPYC in lock.txt, Xeon in gil.txt; cpus 2 in lock.txt, 64 in gil.txt", report.Machines([]*report.Figures{lock, same, python, bigger}))
}
