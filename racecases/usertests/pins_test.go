package usertests_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/usertests"
)

// TestHelpersArePinned: what is compiled into others' modules is what this module uses.
func TestHelpersArePinned(t *testing.T) {
	sums, err := os.ReadFile("../../go.sum")
	require.NoError(t, err)
	requires, err := os.ReadFile("../../go.mod")
	require.NoError(t, err)
	for _, g := range usertests.Helpers() {
		path, version, sum := g[0], g[1], g[2]
		assert.Contains(t, string(requires), "\t"+path+" "+version+"\n")
		assert.Contains(t, string(sums), path+" "+version+" "+sum+"\n")
	}
}

// TestStaticcheckIsPinned: the linter is the one that lints this project.
func TestStaticcheckIsPinned(t *testing.T) {
	for _, name := range []string{"mod", "sum"} {
		ours, err := os.ReadFile("../../scripts/tools/go." + name)
		require.NoError(t, err)
		theirs, err := os.ReadFile("../staticcheck/linter." + name)
		require.NoError(t, err)
		assert.Equal(t, string(ours), string(theirs), "cp scripts/tools/go.%[1]s racecases/staticcheck/linter.%[1]s", name)
	}
}
