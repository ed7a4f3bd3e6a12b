package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// TestSpentBuilding: where a time was too short, its reader learns how much of it the builds took.
func TestSpentBuilding(t *testing.T) {
	s := newShares(time.Now(), time.Nanosecond)
	assert.Empty(t, s.spentBuilding(), "no package was built")
	s.built(2 * time.Second)
	s.built(time.Second)
	assert.Contains(t, s.spentBuilding(), "building took 3s")
}
