package bench_test

import (
	"fmt"
	"sync"
	"testing"

	"threadlab/bench/peers"
	"threadlab/primitives"
)

// BenchmarkRLockDirect is an RLock that no other goroutine wants: taken and freed, and taken once more by its owner. A
// sync.Mutex can do the first only.
func BenchmarkRLockDirect(b *testing.B) {
	t := primitives.NewInterpreter(primitives.WithoutGIL()).NewThread(nil)
	outer := ours(new(primitives.RLock), t)
	direct(b, "outer", append(append([]loop{outer.counted(), {"sync.Mutex", mutexPair}}, others(false)...), outer.again().counted())...)
	held := new(primitives.RLock)
	held.Acquire(t)
	direct(b, "reentry", append([]loop{ours(held, t).counted()}, others(true)...)...)
}

// ours is our lock, by one owner. Neither ours nor others must be inlined: the compiler does not inline the call of Loop in the copies
// that it then makes of their functions, which is a nanosecond more for each turn than the same loop takes elsewhere.
//
//go:noinline
func ours(r *primitives.RLock, t *primitives.Thread) loop {
	return loop{"threadlab.RLock", func(b *testing.B) {
		for b.Loop() {
			r.Acquire(t)
			r.Release(t)
		}
	}}
}

func mutexPair(b *testing.B) {
	var mutex sync.Mutex
	for b.Loop() {
		mutex.Lock()
		//lint:ignore SA2001 the pair is what is measured
		mutex.Unlock()
	}
}

// others are the reentrant locks of Go code, free or held by the goroutine that measures.
//
//go:noinline
func others(held bool) []loop {
	return []loop{
		{"goid-rlock", func(b *testing.B) {
			var r peers.GoidRLock
			if held {
				r.Acquire()
			}
			for b.Loop() {
				r.Acquire()
				r.Release()
			}
		}},
		{"token-rlock", func(b *testing.B) {
			var r peers.TokenRLock
			if held {
				r.Acquire(7)
			}
			for b.Loop() {
				r.Acquire(7)
				r.Release()
			}
		}},
		{"stackid-rlock", func(b *testing.B) {
			var r peers.StackRLock
			if held {
				r.Acquire()
			}
			for b.Loop() {
				r.Acquire()
				r.Release()
			}
		}},
	}
}

// BenchmarkRLock is a turn that several want, beside the same in our lock that is not reentrant.
func BenchmarkRLock(b *testing.B) {
	all := append(peers.Named(peers.RLocks(), "threadlab.RLock"), locks("threadlab.Lock")...)
	for _, goroutines := range []int{2, 16} {
		for _, p := range all {
			b.Run(fmt.Sprintf("impl=%s/goroutines=%d/work_ns=100", p.Name, goroutines), func(b *testing.B) {
				throughput(b, goroutines, p.New(), newSection(100))
			})
		}
	}
}
