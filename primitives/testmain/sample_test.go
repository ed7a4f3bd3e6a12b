package testmain_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/primitives/testmain"
)

// TestSample: only a race build does less.
func TestSample(t *testing.T) {
	want := 100
	if raceStatus != 0 {
		want = 7
	}
	assert.Equal(t, want, testmain.Sample(t, 100, 7))
}
