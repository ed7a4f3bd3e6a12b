package primitives_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// scratch holds what this file builds; TestMain removes it.
var scratch, asleep string

// buildAsleep builds testdata/asleep, plain and without cgo, once for all runs of the test. (It is no sync.OnceValues: that would
// keep a refusal of the explorer's, to which a build is nothing that it models, for the next run, as a panic with nil.)
func buildAsleep() (exe string, err error) {
	if asleep != "" {
		return asleep, nil
	}
	if scratch == "" {
		if scratch, err = os.MkdirTemp("", "asleep"); err != nil {
			return "", err
		}
	}
	exe = filepath.Join(scratch, "asleep.exe")
	build := exec.Command("go", "build", "-o", exe, "./testdata/asleep")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	asleep = exe
	return exe, nil
}

// A program that deadlocks on one of ours is found out by the Go runtime: the package has no goroutine and no timer of its own,
// and a waiter counts as asleep.
func TestDeadlockIsNoticed(t *testing.T) {
	exe, err := buildAsleep()
	require.NoError(t, err)
	for _, way := range []string{
		"lock", "rlock", "semaphore", "bounded-semaphore", "fifo-semaphore", "event", "condition", "barrier", "join",
	} {
		t.Run(way, func(t *testing.T) {
			out, err := exec.Command(exe, way).CombinedOutput()
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit)
			require.Equal(t, 2, exit.ExitCode())
			require.Contains(t, string(out), "all goroutines are asleep - deadlock!")
		})
	}
}

// These two packages start what keeps the runtime from noticing.
func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	require.NoError(t, err)
	deps := strings.Fields(string(out))
	require.Contains(t, deps, "sync/atomic")
	require.NotContains(t, deps, "net")
	require.NotContains(t, deps, "os/signal")
}

// Go vet reports a copy of any of our types.
func TestVetGuardsCopies(t *testing.T) {
	source, err := os.ReadFile("testdata/copies/copies.go")
	require.NoError(t, err)
	// With the flags that the verdicts on the cases use: the go command keeps what vet learns of Go's own packages for both.
	out, err := exec.Command("go", "vet", "-json", "./testdata/copies").Output()
	require.NoError(t, err)
	_, report, _ := strings.Cut(string(out), `"copylocks": [`)
	report, _, _ = strings.Cut(report, "\n\t\t]")
	wanted := 0
	for i, line := range strings.Split(string(source), "\n") {
		if !strings.HasSuffix(line, "// want") {
			continue
		}
		wanted++
		require.Contains(t, report, fmt.Sprintf("copies.go:%d:", i+1), line)
	}
	require.Equal(t, 15, wanted, "a type is missing, or one is new")
}
