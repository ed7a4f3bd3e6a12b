package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
)

// TestChosenOnce: what is named twice is measured once.
func TestChosenOnce(t *testing.T) {
	builds, err := parseBuilds([]string{"race", "plain", "race"}, detect.Builds())
	assert.NoError(t, err)
	assert.ElementsMatch(t, []detect.Build{detect.PlainBuild, detect.RaceBuild}, builds)
	builds, err = parseBuilds(nil, detect.Builds())
	assert.NoError(t, err)
	assert.Equal(t, detect.Builds(), builds)
	_, err = parseBuilds([]string{"fast"}, detect.Builds())
	assert.ErrorContains(t, err, "-build fast: want one of plain race ")
	procs, err := parseProcs("4,2,4")
	assert.NoError(t, err)
	assert.Equal(t, []int{4, 2}, procs)
	_, err = parseProcs("1,,2")
	assert.EqualError(t, err, "-procs 1,,2: want numbers from 1, such as 1,2,4")
}
