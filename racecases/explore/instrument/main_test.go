package instrument_test

import (
	"testing"

	"threadlab/primitives/testmain"
)

func TestMain(m *testing.M) { testmain.Run(m) }
