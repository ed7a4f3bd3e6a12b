package compare_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/bench/compare"
)

// TestResolveInForeignRepository: why git does not look into a repository is said in its
// own words, and no revision is called unknown.
func TestResolveInForeignRepository(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git:", err)
	}
	dir := t.TempDir()
	require.NoError(t, exec.Command("git", "init", "--quiet", dir).Run())
	t.Setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1") // git's own way to test it
	_, err := compare.Resolve(t.Context(), dir, "HEAD")
	require.ErrorContains(t, err, "dubious ownership")
	require.NotErrorIs(t, err, compare.ErrRevision)
}

// TestResolveWithoutGit: it is git that is missing, and not a revision.
func TestResolveWithoutGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := compare.Resolve(t.Context(), t.TempDir(), "HEAD")
	require.ErrorIs(t, err, exec.ErrNotFound)
	require.NotErrorIs(t, err, compare.ErrRevision)
}
