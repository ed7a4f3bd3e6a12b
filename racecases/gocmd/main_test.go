package gocmd_test

import (
	"testing"

	"threadlab/internal/testmain"
)

func TestMain(m *testing.M) { testmain.Run(m) }
