package primitives_test

import (
	"os"
	"testing"

	"threadlab/primitives/testmain"
)

func TestMain(m *testing.M) {
	testmain.Run(m, func() {
		if scratch != "" {
			_ = os.RemoveAll(scratch)
		}
	})
}
