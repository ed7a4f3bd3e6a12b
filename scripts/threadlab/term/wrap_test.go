package term_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/scripts/threadlab/term"
)

// TestFold: a line is broken inside of a word with a hyphen, and not inside of a flag.
func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"a well-known flag": "a well-\nknown\nflag",
		"one of -p, -open":  "one of\n-p,\n-open",
		"ask (-a-b-c)":      "ask\n(-a-b-c)",
		"-half":             "-half",
		"of a/b-c":          "of a/b-c",
		"as in a/b-c/d-e":   "as in\na/b-c/d-\ne",
	} {
		assert.Equal(t, want, term.Fold(text, 8))
	}
}
