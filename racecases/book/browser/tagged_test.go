//go:build !browser

package browser_test

import (
	"os/exec"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/webtest"
)

// TestInBrowser compiles the tests and runs them, with the race detector if it has one itself.
func TestInBrowser(t *testing.T) {
	webtest.Browser(t)
	args := []string{"test", "-tags=browser", "-count=1"}
	if info, ok := debug.ReadBuildInfo(); ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		args = append(args, "-race")
	}
	out, err := exec.CommandContext(t.Context(), "go", args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
}
