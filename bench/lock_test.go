package bench_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/semaphore"

	"threadlab/bench/peers"
	"threadlab/primitives"
)

// A lockCell is a point of a star around 16 goroutines that hold the lock for 100 ns: one thing changes at a
// time. The first cell is a lock that nobody else wants and nothing is done under.
type lockCell struct{ goroutines, workNS int }

func lockCells() []lockCell {
	return []lockCell{{1, 0}, {1, 100}, {2, 100}, {16, 100}, {64, 100}, {16, 0}, {16, 1000}}
}

// BenchmarkLock is the cost of a turn: get in, work, get out.
func BenchmarkLock(b *testing.B) {
	for _, c := range lockCells() {
		for _, p := range peers.Locks() {
			b.Run(fmt.Sprintf("impl=%s/goroutines=%d/work_ns=%d", p.Name, c.goroutines, c.workNS), func(b *testing.B) {
				throughput(b, c.goroutines, p.New(), newSection(c.workNS, 0))
			})
		}
	}
}

// BenchmarkLockTry is TryAcquire on a free lock, and the release.
func BenchmarkLockTry(b *testing.B) {
	for _, p := range peers.Locks() {
		b.Run("impl="+p.Name, func(b *testing.B) {
			gate := p.New()
			for b.Loop() {
				gate.TryAcquire()
				gate.Release()
			}
		})
	}
}

// BenchmarkLockTimeout is a turn by those who would give up after an hour.
func BenchmarkLockTimeout(b *testing.B) {
	for _, c := range []lockCell{{1, 0}, {16, 100}} {
		for _, p := range peers.Timed(peers.Locks()) {
			b.Run(fmt.Sprintf("impl=%s/goroutines=%d/work_ns=%d", p.Name, c.goroutines, c.workNS), func(b *testing.B) {
				throughput(b, c.goroutines, patient{p.New().(peers.TimedGate)}, newSection(c.workNS, 0))
			})
		}
	}
}

// BenchmarkLockWait is how long they wait, and how evenly they get in.
func BenchmarkLockWait(b *testing.B) {
	for _, c := range []lockCell{{16, 100}, {64, 1000}} {
		for _, p := range peers.Locks() {
			b.Run(fmt.Sprintf("impl=%s/goroutines=%d/work_ns=%d", p.Name, c.goroutines, c.workNS), func(b *testing.B) {
				contest(b, c.goroutines, p.New(), newSection(c.workNS, 0))
			})
		}
	}
}

// BenchmarkLockDirect is a lock that nobody else wants, called without an interface.
func BenchmarkLockDirect(b *testing.B) {
	var ours primitives.Lock
	var mutex sync.Mutex
	weighted := semaphore.NewWeighted(1)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	direct(b, "plain",
		loop{"threadlab.Lock", func(b *testing.B) {
			for b.Loop() {
				ours.Acquire()
				ours.Release()
			}
		}},
		loop{"sync.Mutex", func(b *testing.B) {
			for b.Loop() {
				mutex.Lock()
				//lint:ignore SA2001 the pair is what is measured
				mutex.Unlock()
			}
		}})
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
	direct(b, "timeout",
		loop{"threadlab.Lock", func(b *testing.B) {
			for b.Loop() {
				ours.AcquireTimeout(time.Hour)
				ours.Release()
			}
		}},
		loop{"chan.timer", chanTimer})
	direct(b, "context",
		loop{"threadlab.Lock", func(b *testing.B) {
			for b.Loop() {
				_ = ours.AcquireContext(ctx)
				ours.Release()
			}
		}},
		loop{"semaphore.Weighted", func(b *testing.B) {
			for b.Loop() {
				_ = weighted.Acquire(ctx, 1)
				weighted.Release(1)
			}
		}})
}
