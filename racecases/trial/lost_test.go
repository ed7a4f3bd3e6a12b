package trial_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/proc/proctest"
	"threadlab/racecases/trial"
)

// TestLostRecord: what keeps the runner from writing is an error of the trial, and nothing
// that its half did.
func TestLostRecord(t *testing.T) {
	_, err := trial.Run(t.Context(), proctest.Script(t, `echo said; echo 'runner: write record: no space left on device' >&2; exit 74`), spec())
	require.EqualError(t, err, "lock/planted: write record: no space left on device")
	o, err := trial.Run(t.Context(), proctest.Script(t, `echo 'runner: of a half that ends so' >&2; exit 1`), spec())
	require.NoError(t, err)
	require.Equal(t, "runner: of a half that ends so\n", o.Text)
	_, err = trial.Run(t.Context(), proctest.Script(t, `exit 74`), spec())
	require.NoError(t, err)
}
