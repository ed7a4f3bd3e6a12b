package usertests_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
	"threadlab/racecases/usertests"
)

// TestEnds: a test ends as package testing says, or its process before or after it.
func TestEnds(t *testing.T) {
	const begin = "=== RUN   TestSell\n"
	tests := []struct {
		text    string
		exit    int
		want    string
		failure bool
	}{
		{begin + "--- PASS: TestSell (0.00s)\nPASS\n", 0, "passed", false},
		{begin + "    shop_test.go:7: a log\n    shop_test.go:9: not today\n--- SKIP: TestSell (0.00s)\nPASS\n", 0, "skipped itselfnot today", false},
		{begin + "--- FAIL: TestSell (0.00s)\nFAIL\n", 1, "failed", true},
		{begin + "--- SKIP: TestSell (0.00s)\n" + begin + "--- FAIL: TestSell (0.00s)\nFAIL\n", 1, "failed", true},
		{begin + "--- SKIP: TestSell (0.00s)\n" + begin + "--- PASS: TestSell (0.00s)\nPASS\n", 0, "passed", false},
		{begin, 3, "ended its process with exit status 3", true},
		{begin, 137, "ended its process with exit status 137 (128 + signal 9)", true},
		{begin + "--- PASS: TestSell (0.00s)\nPASS\n", 7, "passed, but its process ended with exit status 7", true},
		{begin + "--- FAIL: TestSell (0.00s)\nFAIL\n", 0, "failed, but its process ended with exit status 0", true},
		{"no -database given\n", 1, "did not begin: its process ended with exit status 1", true},
		{"", 0, "was not run", false},
		{"=== RUN   TestSellAll\n--- PASS: TestSellAll (0.00s)\n", 1, "did not begin: its process ended with exit status 1", true},
	}
	for _, tt := range tests {
		said, failure := usertests.EndedWith(detect.Output{Text: tt.text, Exit: tt.exit})
		assert.Equal(t, tt.want, said)
		assert.Equal(t, tt.failure, failure, tt.want)
	}
}
