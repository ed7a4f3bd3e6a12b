package goreport_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/goreport"
)

// TestReports reads a report of the race detector among other text.
func TestReports(t *testing.T) {
	text, err := os.ReadFile("../detect/testdata/race-main.txt")
	require.NoError(t, err)
	reports := goreport.Reports("noise\n" + string(text) + string(text))
	require.Len(t, reports, 2)
	later, earlier := reports[0].Accesses[0], reports[0].Accesses[1]
	assert.Equal(t, "read", later.Kind)
	assert.Equal(t, 8, later.Goroutine)
	assert.Equal(t, "running", later.State)
	require.Len(t, later.Created, 2)
	assert.Equal(t, goreport.Frame{
		Func: "threadlab/racecases/lessons/lock.RaceMain", File: "racecases/lessons/lock/fixture.go", Line: 11,
	}, later.Created[0])
	assert.Equal(t, "write", earlier.Kind)
	assert.Equal(t, 0, earlier.Goroutine, "the main goroutine")
	assert.Empty(t, goreport.Reports("no race here"))
}
