package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExplorePage: the tables of results/explore follow from the raw lines beside them.
func TestExplorePage(t *testing.T) {
	const dir = "../../results/explore"
	made, err := explorePage(dir)
	require.NoError(t, err)
	kept, err := os.ReadFile(dir + "/README.md")
	require.NoError(t, err)
	assert.Equal(t, made, string(kept), "go tool threadlab results -only explore")
}
