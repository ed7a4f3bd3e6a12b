//go:build !measure

package bench_test

import (
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPrice: every build does its work and says what it took, and the race detector's shadow is seen.
func TestPrice(t *testing.T) {
	t.Parallel()
	peaks := map[string]int64{}
	// From the last: the tests of benchstat, which run beside these, compile the plain
	// standard library meanwhile.
	for _, build := range slices.Backward(builds()) {
		program, err := build.make(t.Context(), t.TempDir())
		if err != nil && build.impl == "race" {
			t.Skip("the race detector cannot be built here:", err)
		}
		require.NoError(t, err)
		_, peaks[build.impl], err = pay(program)
		require.NoError(t, err, build.impl)
	}
	if runtime.GOOS == "linux" {
		assert.Positive(t, peaks["plain"])
		assert.Greater(t, peaks["race"], 2*peaks["plain"])
	}
	_, _, err := pay("echo") // prints nothing
	require.ErrorIs(t, err, errPrice)
}
