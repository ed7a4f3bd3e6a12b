package compare_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"threadlab/racecases/atomicfile"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	proof  = flag.String("proof", "", "measure 10 comparisons of this `KIND`: planted (a fifth more work in every critical section) or aa (the same sources twice)")
	trials = flag.Int("trials", 10, "how many comparisons -proof measures")
)

// TestProof measures the gate with the real command on a copy of this repository, and writes what each comparison
// said to results/compare:
//
//	go test ./bench/compare -run TestProof -proof planted
//	go test ./bench/compare -run TestProof -proof aa
//
// It takes a machine that has nothing else to do, and two minutes each.
func TestProof(t *testing.T) {
	if *proof == "" {
		t.Skip("a measurement, for a quiet machine: -proof planted or -proof aa")
	}
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	command := filepath.Join(t.TempDir(), "threadlab")
	must(t, root, "go", "build", "-o", command, "./scripts/threadlab")
	repo := filepath.Join(t.TempDir(), "copy")
	must(t, root, "git", "clone", "--quiet", ".", repo)
	want := 0
	switch *proof {
	case "planted":
		want = 1
		plant(t, filepath.Join(repo, "bench", "spin_test.go"), "float64(d) * s.turnsPerNS", "float64(d) * 1.2 * s.turnsPerNS")
	case "aa":
	default:
		t.Fatalf("-proof %s: want planted or aa", *proof)
	}
	must(t, repo, "git", "-c", "user.name=proof", "-c", "user.email=proof@localhost", "commit", "--quiet", "--allow-empty", "-a", "-m", *proof)
	place := filepath.Join(root, "results", "compare")
	require.NoError(t, os.MkdirAll(place, 0o755))
	var lines bytes.Buffer
	asExpected := 0
	for i := range *trials {
		status, out := compareRevisions(t, command, repo)
		lines.Write(out)
		require.NoError(t, atomicfile.Write(filepath.Join(place, *proof+".jsonl"), lines.Bytes()))
		if status == want {
			asExpected++
		}
		t.Logf("comparison %d of %d: exit status %d", i+1, *trials, status)
	}
	assert.Equal(t, *trials, asExpected, "comparisons that ended with exit status %d", want)
}

// compareArgs are what every comparison of the proof is asked.
func compareArgs() []string {
	return []string{
		"compare", "-json", "-trials", "10", "-benchtime", "10ms",
		"-bench", "^BenchmarkLock$/impl=(threadlab.Lock|sync.Mutex)$/goroutines=1$/work_ns=100$", "HEAD~1", "HEAD",
	}
}

func compareRevisions(t *testing.T, command, repo string) (status int, out []byte) {
	cmd := exec.Command(command, compareArgs()...)
	var errs strings.Builder
	cmd.Dir, cmd.Stderr = repo, &errs
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status = exit.ExitCode()
	} else {
		require.NoError(t, err)
	}
	require.Less(t, status, 2, errs.String())
	require.Equal(t, 1, bytes.Count(out, []byte("\n")), "one object")
	return status, out
}

// plant edits a file, and fails where there is nothing to edit.
func plant(t *testing.T, path, old, now string) {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(text), old)
	require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(text), old, now, 1)), 0o644))
}

func must(t *testing.T, dir, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, fmt.Sprintf("%s %v: %s", name, args, out))
}
