// Package vendored_test is all that its folder has.
package vendored_test

import (
	"testing"

	"example.com/dep"
)

func TestVendored(t *testing.T) {
	if dep.Answer() != 42 {
		t.Error("another answer")
	}
}
