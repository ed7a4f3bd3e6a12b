package testmain

import "testing"

// Sample returns how much of a computation a test does: the whole, or in a race build, which
// computes five to ten times as long, a part of it. The test's log says so. What is computed
// by one goroutine at a time is no work for the race detector; .ci/run does the whole without it.
func Sample(t testing.TB, whole, part int) int {
	t.Helper()
	if !raceBuild {
		return whole
	}
	t.Logf("%d of %d: a race build does a part", part, whole)
	return part
}
