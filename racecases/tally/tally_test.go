package tally_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/tally"
)

func TestWilson(t *testing.T) {
	tests := []struct {
		hits, n   int
		low, high float64 // by hand from the formula of the 1927 paper
	}{
		{0, 0, 0, 1},
		{0, 300, 0, 0.01264},
		{73, 73, 0.95, 1},
		{10, 20, 0.2993, 0.7007},
		{1, 1, 0.2065, 1},
	}
	for _, tt := range tests {
		low, high := tally.Wilson(tt.hits, tt.n)
		assert.InDelta(t, tt.low, low, 1e-4, "%d of %d", tt.hits, tt.n)
		assert.InDelta(t, tt.high, high, 1e-4, "%d of %d", tt.hits, tt.n)
	}
}

func TestAlways(t *testing.T) {
	tests := []struct {
		hits, n int
		want    bool
	}{{72, 72, false}, {73, 73, true}, {72, 73, false}, {300, 300, true}, {0, 0, false}}
	for _, tt := range tests {
		assert.Equal(t, tt.want, tally.Always(tt.hits, tt.n), "%d of %d", tt.hits, tt.n)
	}
}

func TestRunsFor(t *testing.T) {
	tests := []struct {
		p    float64
		want int
	}{{1, 1}, {0.95, 5}, {0.5, 20}, {0.1, 132}, {0.01, 200}, {0, 200}}
	for _, tt := range tests {
		assert.Equal(t, tt.want, tally.RunsFor(tt.p, 1e-6, 200), "p = %v", tt.p)
	}
}
