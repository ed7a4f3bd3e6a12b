package measure_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/measure"
)

// TestFrequency: a machine that keeps its speed is not complained of, each thing that changes it is.
func TestFrequency(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text + "\n")} }
	const cpu = "devices/system/cpu/"
	steady := fstest.MapFS{
		cpu + "cpu0/cpufreq/scaling_governor":   file("performance"),
		cpu + "cpufreq/boost":                   file("0"),
		cpu + "intel_pstate/no_turbo":           file("1"),
		"class/power_supply/BAT0/status":        file("Full"),
		cpu + "cpufreq/policy0/energy_whatever": file("x"),
	}
	assert.Empty(t, measure.Frequency(fstest.MapFS{}))
	assert.Empty(t, measure.Frequency(steady))
	for path, tt := range map[string]struct{ text, says string }{
		cpu + "cpu1/cpufreq/scaling_governor": {"powersave", "(governor powersave)"},
		cpu + "cpufreq/boost":                 {"1", "turbo is on"},
		cpu + "intel_pstate/no_turbo":         {"0", "turbo is on"},
		"class/power_supply/BAT1/status":      {"Discharging", "battery"},
	} {
		planted := fstest.MapFS{path: file(tt.text)}
		for name, f := range steady {
			if name != path {
				planted[name] = f
			}
		}
		warnings := measure.Frequency(planted)
		require.Len(t, warnings, 1, path)
		assert.Contains(t, warnings[0], tt.says)
	}
}

func TestProcessors(t *testing.T) {
	assert.Empty(t, measure.Processors(2, 2, ""))
	assert.Empty(t, measure.Processors(4, 2, "1,2,4"))
	assert.Equal(t, []string{"-procs 8 on 4 processors measures scheduling, not contention"}, measure.Processors(4, 4, "1,8"))
	assert.Contains(t, measure.Processors(1, 1, "")[0], "1 processor")
	assert.Contains(t, measure.Processors(4, 2, "")[0], "2 of 4 processors")
}

func TestWarningsOfABusyMachine(t *testing.T) {
	assert.Contains(t, strings.Join(measure.Host{Load: "7 1 1", CPUs: 2}.Warnings(measure.Settings{}), "\n"), "busy (load average 7 1 1)")
}

func TestCheckCPU(t *testing.T) {
	for _, good := range []string{"", "1", "1,2,4"} {
		assert.NoError(t, measure.CheckCPU(good))
	}
	for _, bad := range []string{"0", "-1", "two", "1,", "1 2", "1.5"} {
		assert.Error(t, measure.CheckCPU(bad), bad)
	}
}

// TestCheckBuild: a race build is told by its binary.
func TestCheckBuild(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module tiny\ngo 1.26\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "main.go"), []byte("package main\nfunc main() {}\n"), 0o644))
	build := func(env ...string) error {
		cmd := exec.Command("go", "build", "-o", "tiny", ".")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
		text, err := cmd.CombinedOutput()
		if err != nil && len(env) > 0 {
			t.Skipf("no race build to refuse here: %s", text)
		}
		require.NoError(t, err, "%s", text)
		return measure.CheckBuild(t.Context(), filepath.Join(dir, "tiny"))
	}
	require.NoError(t, build())
	require.ErrorIs(t, build("GOFLAGS=-race", "CGO_ENABLED=1"), measure.ErrRaceBuild)
	require.Error(t, measure.CheckBuild(t.Context(), filepath.Join(dir, "go.mod")))
}
