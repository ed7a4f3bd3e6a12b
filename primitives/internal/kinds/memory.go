package kinds

import "runtime"

// CountsMemory reports whether memory is counted here. Under a model of the runtime it is not, and garbage is collected at no time
// that a test can wait for.
func CountsMemory() bool {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	kept := make([]byte, 1<<20) // too large for a stack
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(kept)
	return after.TotalAlloc > before.TotalAlloc
}
