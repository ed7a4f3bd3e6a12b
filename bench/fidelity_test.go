//go:build !measure

package bench_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/report"
)

// TestFidelity: the table that holds the model of the GIL against CPython's is there, and follows from the figures beside it.
func TestFidelity(t *testing.T) {
	made, err := report.Fidelity(results)
	kept, keptErr := os.ReadFile(filepath.Join(results, report.FidelityName))
	require.NoError(t, err)
	require.NoError(t, keptErr)
	assert.Equal(t, string(made), string(kept), "measure again: go tool threadlab bench -suite gil -python ...")
}
