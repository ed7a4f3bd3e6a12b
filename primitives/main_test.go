package primitives_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(status int) {
		if scratch != "" {
			_ = os.RemoveAll(scratch)
		}
		os.Exit(status)
	}))
}
