package testing_test

import (
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
	explored "threadlab/racecases/explore/testing"
)

// TestNothingStays has schedules end in the middle of a test that has changed what
// belongs to the process: the next one finds it as it was.
func TestNothingStays(t *testing.T) {
	const name = "THREADLAB_EXPLORED"
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp) // on Windows
	here, err := os.Getwd()
	require.NoError(t, err)
	for what, end := range map[string]subject{
		"deadlock":                 func(*explored.T) { model.Forever() },
		"panic":                    func(*explored.T) { panic("oh") },
		"deadlock in a cleanup":    func(t *explored.T) { t.Cleanup(model.Forever) },
		"failure in a subtest":     func(t *explored.T) { t.Run("x", func(t *explored.T) { t.Fatal("no") }) },
		"what is not modelled":     func(*explored.T) { new(explored.F).Fuzz(nil) },
		"skip":                     func(t *explored.T) { t.Skip("no") },
		"deadlock beside the test": func(t *explored.T) { t.Run("x", func(*explored.T) { model.Forever() }) },
	} {
		t.Run(what, func(t *testing.T) {
			a, err := explore(t, "TestX", func(t *explored.T) {
				if os.Getenv(name) != "" {
					return
				}
				t.Setenv(name, "set")
				t.Chdir(t.TempDir())
				end(t)
			})
			if !errors.As(err, new(scheduler.RefusedError)) && !errors.As(err, new(scheduler.SkippedError)) {
				require.NoError(t, err)
				assert.Equal(t, scheduler.Fails, a.Verdict)
			}
			assert.Empty(t, os.Getenv(name))
			now, err := os.Getwd()
			require.NoError(t, err)
			assert.Equal(t, here, now)
			left, err := os.ReadDir(os.TempDir())
			require.NoError(t, err)
			assert.Empty(t, left)
		})
	}
}
