package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestResultsThatCannotBeWritten: a full disk is not a green run.
func TestResultsThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no device that is always full:", err)
	}
	defer full.Close()
	for _, args := range [][]string{
		{"list"}, {"list", "-json"}, {"help"}, {"detect", "-help"}, {"version"}, {"verify", "-json", "-case", "lock/unlock-unlocked"},
		{"show", "lock/unlock-unlocked"}, {"detect", "-build", "vet", "-run", "TestForget", "./testdata/cache"},
	} {
		var errs bytes.Buffer
		assert.Equal(t, exitBadInput, run(t.Context(), append([]string{"threadlab"}, args...), nil, full, &errs), args)
		assert.Equal(t, "threadlab: standard output: write /dev/full: no space left on device\n", errs.String(), args)
	}
	require.NoError(t, full.Close())
}
