package bench_test

import (
	"runtime"
	"testing"

	"threadlab/bench/peers"
	"threadlab/primitives"
)

// BenchmarkGILHandover is something that one of two goroutines has and the other always wants: each holds it, lets the
// other run into it, and lets go. An op is a turn. The GILs are had and let go as threads do it, around a blocking call.
func BenchmarkGILHandover(b *testing.B) {
	gates := append(peers.Named(peers.Locks(), "sync.Mutex", "threadlab.Lock"), peers.Named(peers.Semaphores(1), "threadlab.FIFOSemaphore")...)
	b.Run("impl=gil/threads=2", func(b *testing.B) { handOverGIL(b) })
	b.Run("impl=gil.fair/threads=2", func(b *testing.B) { handOverGIL(b, primitives.WithFairGIL()) })
	for _, p := range gates {
		b.Run("impl="+p.Name+"/threads=2", func(b *testing.B) {
			throughput(b, 2, p.New(), section{yields: 1})
		})
	}
}

func handOverGIL(b *testing.B, opts ...primitives.InterpreterOption) {
	in := primitives.NewInterpreter(opts...)
	contended(b, 2, func(turns int) {
		t := in.Attach("")
		defer t.Detach()
		for range turns {
			runtime.Gosched() // with the GIL, so that the other comes to want it
			t.Blocking(func() {})
		}
	})
}
