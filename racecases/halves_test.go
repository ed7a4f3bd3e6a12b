//go:build !broken

package racecases_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// course reports whether a package below racecases is the course's: what its cases are,
// how they are run and graded, and the pages made of that. Every other one is general.
func course(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	return slices.Contains([]string{
		"corpus", "lessons", "runner", "trial", "proof", "campaign", "matrix", "tally", "book",
	}, first)
}

// TestHalves: what reads and runs any Go program imports nothing of the course.
func TestHalves(t *testing.T) {
	const root = "threadlab/racecases/"
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Deps " "}}`, "./...").Output()
	require.NoError(t, err)
	general := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		pkg, below := strings.CutPrefix(words[0], root)
		if !below || course(pkg) {
			continue
		}
		general++
		for _, dep := range words[1:] {
			rest, ours := strings.CutPrefix(dep, root)
			assert.False(t, ours && course(rest), "%s is general and imports %s, which is the course's", pkg, rest)
		}
	}
	assert.GreaterOrEqual(t, general, 10, "the general packages")
	assert.True(t, course("lessons/lock") && !course("detect"))
}
