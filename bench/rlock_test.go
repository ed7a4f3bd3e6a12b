package bench_test

import (
	"sync"
	"testing"

	"threadlab/primitives"
)

// BenchmarkRLockDirect is an RLock that nobody else wants: taken and freed, and taken once more by its owner. A
// sync.Mutex can do the first only.
func BenchmarkRLockDirect(b *testing.B) {
	t := primitives.NewInterpreter(primitives.FreeThreaded()).NewThread(nil)
	var ours, held primitives.RLock
	var mutex sync.Mutex
	held.Acquire(t)
	direct(b, "outer",
		loop{"threadlab.RLock", func(b *testing.B) {
			for b.Loop() {
				ours.Acquire(t)
				ours.Release(t)
			}
		}},
		loop{"sync.Mutex", func(b *testing.B) {
			for b.Loop() {
				mutex.Lock()
				//lint:ignore SA2001 the pair is what is measured
				mutex.Unlock()
			}
		}})
	direct(b, "reentry",
		loop{"threadlab.RLock", func(b *testing.B) {
			for b.Loop() {
				held.Acquire(t)
				held.Release(t)
			}
		}})
}
