package peak_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/peak"
)

// TestKB: what a process has touched was its memory at some time, where the system tells.
func TestKB(t *testing.T) {
	const size = 64 << 20
	touched := make([]byte, size)
	for i := range touched {
		touched[i] = 1
	}
	runtime.KeepAlive(touched)
	if runtime.GOOS == "linux" {
		assert.GreaterOrEqual(t, peak.KB(), int64(size>>10))
	} else {
		assert.Zero(t, peak.KB())
	}
}
