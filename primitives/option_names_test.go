package primitives_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// The options under their first names do what they do under those of today.
func TestOptionsFirstNames(t *testing.T) {
	var stderr bytes.Buffer
	in := primitives.NewInterpreter(
		primitives.SwitchInterval(time.Second), primitives.WakeUp(0), primitives.FairGIL(), primitives.Cores(1),
		primitives.Seed(1), primitives.Stderr(&stderr),
	)
	require.Equal(t, time.Second, in.SwitchInterval())
	in.DefaultExceptHook(primitives.ExceptHookArgs{Err: errTest})
	require.NotEmpty(t, stderr.String())
	require.Zero(t, primitives.NewInterpreter(primitives.FreeThreaded()).SwitchInterval(), "there is none")
}
