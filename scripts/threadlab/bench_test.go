package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"threadlab/bench/measure"
)

func TestStepText(t *testing.T) {
	assert.Equal(t, "lock", stepText(measure.Step{Suite: "lock", Source: measure.Go}))
	assert.Equal(t, "gil cpython3.13t, 2m5s left",
		stepText(measure.Step{Suite: "gil", Source: "cpython3.13t", Left: 125*time.Second + 300*time.Millisecond}))
}
