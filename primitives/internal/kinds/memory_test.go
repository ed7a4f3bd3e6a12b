package kinds_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives/internal/kinds"
)

// Go counts memory: the tests that need that do not skip themselves.
func TestCountsMemory(t *testing.T) {
	begun, counted := time.Now(), 0
	for range 100 {
		if kinds.CountsMemory() {
			counted++
		}
	}
	if time.Since(begun) == 0 {
		t.Skip("no clock runs here: it is a model of time")
	}
	require.Equal(t, 100, counted)
}
