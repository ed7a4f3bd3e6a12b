package explore_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
)

// TestFileNames: a compiled half names the files of the lesson, not those that were
// compiled in their place.
func TestFileNames(t *testing.T) {
	program, err := os.ReadFile(explore.File(buildHalf(t, corpus.Correct, explore.How{})))
	require.NoError(t, err)
	assert.True(t, bytes.Contains(program, []byte("threadlab/racecases/lessons/lock/lost_update.go")))
	assert.False(t, bytes.Contains(program, []byte(builds.dir)))
}
