package bench_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/report"
)

// TestFidelity: the table that holds the model of the GIL against CPython's follows from the figures beside it, and is
// there if they are.
func TestFidelity(t *testing.T) {
	made, err := report.Fidelity(results)
	kept, keptErr := os.ReadFile(filepath.Join(results, report.FidelityName))
	if errors.Is(err, os.ErrNotExist) && errors.Is(keptErr, os.ErrNotExist) {
		t.Skip("no CPython 3.13 stands beside the committed figures:", err)
	}
	require.NoError(t, err)
	require.NoError(t, keptErr)
	assert.Equal(t, string(made), string(kept), "measure again: go tool threadlab bench -suite gil -python ...")
}
