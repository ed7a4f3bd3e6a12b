package primitives_test

import (
	"os"
	"testing"

	"threadlab/internal/testmain"
)

func TestMain(m *testing.M) {
	testmain.Run(m, func() {
		if scratch != "" {
			_ = os.RemoveAll(scratch)
		}
	})
}
