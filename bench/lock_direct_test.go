package bench_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/subchen/go-trylock/v2"
	"golang.org/x/sync/semaphore"

	"threadlab/primitives"
)

// casPair is what a lock takes at least: one compare-and-swap to get in and one to get out.
func casPair(b *testing.B) {
	var word atomic.Uint64
	for b.Loop() {
		if !word.CompareAndSwap(0, 1) || !word.CompareAndSwap(1, 0) {
			b.Fatal("another goroutine changed the word")
		}
	}
}

// BenchmarkLockDirect is a lock that no other goroutine wants, called without an interface.
func BenchmarkLockDirect(b *testing.B) {
	plainLock(b)
	tryLock(b)
	timedLock(b)
	contextLock(b)
}

func plainLock(b *testing.B) {
	var ours primitives.Lock
	var mutex sync.Mutex
	weighted := semaphore.NewWeighted(1)
	lock := loop{"threadlab.Lock", func(b *testing.B) {
		for b.Loop() {
			ours.Acquire()
			ours.Release()
		}
	}}
	direct(b, "plain", lock.counted(),
		loop{"sync.Mutex", func(b *testing.B) {
			for b.Loop() {
				mutex.Lock()
				//lint:ignore SA2001 the pair is what is measured
				mutex.Unlock()
			}
		}},
		loop{"cas-pair", casPair},
		loop{"semaphore.Weighted", func(b *testing.B) {
			for b.Loop() {
				_ = weighted.Acquire(context.Background(), 1)
				weighted.Release(1)
			}
		}},
		lock.again().counted())
}

func tryLock(b *testing.B) {
	var ours primitives.Lock
	var mutex sync.Mutex
	direct(b, "try",
		loop{"threadlab.Lock", func(b *testing.B) {
			for b.Loop() {
				ours.TryAcquire()
				ours.Release()
			}
		}},
		loop{"sync.Mutex", func(b *testing.B) {
			for b.Loop() {
				mutex.TryLock()
				mutex.Unlock()
			}
		}})
}

func timedLock(b *testing.B) {
	var ours primitives.Lock
	weighted, other := semaphore.NewWeighted(1), trylock.New()
	direct(b, "timeout",
		loop{"threadlab.Lock", func(b *testing.B) {
			for b.Loop() {
				ours.AcquireTimeout(time.Hour)
				ours.Release()
			}
		}}.counted(),
		loop{"chan.try", chanTry},
		loop{"chan.timer", chanTimer},
		loop{"semaphore.Weighted", func(b *testing.B) {
			for b.Loop() {
				weightedTimeout(weighted)
			}
		}},
		loop{"trylock.Mutex", func(b *testing.B) {
			for b.Loop() {
				other.TryLockTimeout(time.Hour)
				other.Unlock()
			}
		}})
}

// weightedTimeout takes x/sync's semaphore as its documentation says for at most an hour, and gives it back.
func weightedTimeout(s *semaphore.Weighted) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	_ = s.Acquire(ctx, 1)
	s.Release(1)
}

func contextLock(b *testing.B) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var ours primitives.Lock
	weighted := semaphore.NewWeighted(1)
	direct(b, "context",
		loop{"threadlab.Lock", func(b *testing.B) {
			for b.Loop() {
				_ = ours.AcquireContext(ctx)
				ours.Release()
			}
		}}.counted(),
		loop{"semaphore.Weighted", func(b *testing.B) {
			for b.Loop() {
				_ = weighted.Acquire(ctx, 1)
				weighted.Release(1)
			}
		}})
}
