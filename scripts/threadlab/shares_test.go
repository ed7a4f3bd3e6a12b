package main

import (
	"testing"
	"testing/synctest"
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

// TestSpecialBuilds: where time is short, no more than half of a package's goes to the builds of single detectors.
func TestSpecialBuilds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newShares(time.Now(), 40*time.Second)
		s.packages = 4
		assert.Equal(t, 5*time.Second, time.Until(s.special()))
		time.Sleep(16 * time.Second)
		s.built(16 * time.Second)
		assert.Equal(t, 4*time.Second, time.Until(s.special()))
		assert.Zero(t, newShares(time.Now(), 0).special(), "as much as is needed")
		left := detectTotals{unbuilt: 4, unrun: 1}
		assert.Equal(t, "4 builds, 1 test for want of time", left.leftOut())
	})
}
