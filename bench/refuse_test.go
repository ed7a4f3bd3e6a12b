//go:build !measure

package bench_test

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRaceBuildRefuses(t *testing.T) {
	assert.ErrorIs(t, refuse(true, "."), errRaceBuild)
	assert.NoError(t, refuse(true, ""), "the tests run in a race build")
	assert.NoError(t, refuse(false, "."))
	self, err := os.Executable()
	require.NoError(t, err)
	out, err := exec.Command(self, "-test.run", "^$", "-test.bench", "^BenchmarkNone$").CombinedOutput()
	if !raceBuild {
		require.NoError(t, err, "%s", out)
		return
	}
	require.Error(t, err)
	assert.Equal(t, "bench: "+errRaceBuild.Error()+"\n", string(out))
}
