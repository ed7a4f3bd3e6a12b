package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPassed(t *testing.T) {
	assert.Equal(t, "no schedule was tried to its end", passed(0))
	assert.Equal(t, "the one schedule that was tried does not fail", passed(1))
	assert.Equal(t, "none of 50 schedules that were tried fails", passed(50))
}
