package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
)

func TestPassed(t *testing.T) {
	assert.Equal(t, "no schedule was tried to its end", passed(0))
	assert.Equal(t, "the one schedule that was tried does not fail", passed(1))
	assert.Equal(t, "none of 50 schedules that were tried fails", passed(50))
}

// TestPlaceOfAssertion: what a test reports is where it reports it, although its end is noticed in TestMain.
func TestPlaceOfAssertion(t *testing.T) {
	const file = "explored_test.go"
	place := func(f *scheduler.Failure) []detect.Place {
		return (&surveying{}).exported(survey.Finding{Finding: explore.Finding{Class: scheduler.Bug, Failure: f}, Test: "TestBox"}).Places
	}
	end := []scheduler.Frame{{Func: "TestMain", File: file, Line: 17}}
	says := &scheduler.Failure{Kind: scheduler.Assertion, Message: "TestBox at explored_test.go:9: 1, want 2", Where: end}
	assert.Equal(t, []detect.Place{{What: "assertion", Frame: detect.Frame{File: file, Line: 9}}}, place(says))
	silent := &scheduler.Failure{Kind: scheduler.Assertion, Message: "TestBox failed", Where: end}
	assert.Equal(t, []detect.Place{{What: "assertion", Frame: detect.Frame{Func: "TestMain", File: file, Line: 17}}}, place(silent))
}
