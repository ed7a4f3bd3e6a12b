package bench_test

import (
	"context"
	"testing"
	"time"

	"golang.org/x/sync/semaphore"

	"threadlab/primitives"
)

// BenchmarkSemaphoreDirect is a semaphore with a permit to spare, called without an interface.
func BenchmarkSemaphoreDirect(b *testing.B) {
	plainSemaphore(b)
	timedSemaphore(b)
	releaseSemaphore(b)
}

func plainSemaphore(b *testing.B) {
	ours, bounded, fifo := primitives.NewSemaphore(1), primitives.NewBoundedSemaphore(1), primitives.NewFIFOSemaphore(1)
	weighted, slots := semaphore.NewWeighted(1), make(chan struct{}, 1)
	direct(b, "plain",
		loop{"threadlab.Semaphore", func(b *testing.B) {
			for b.Loop() {
				ours.Acquire()
				ours.Release()
			}
		}}.counted(),
		loop{"threadlab.BoundedSemaphore", func(b *testing.B) {
			for b.Loop() {
				bounded.Acquire()
				bounded.Release()
			}
		}},
		loop{"threadlab.FIFOSemaphore", func(b *testing.B) {
			for b.Loop() {
				fifo.Acquire()
				fifo.Release()
			}
		}},
		loop{"chan", func(b *testing.B) {
			for b.Loop() {
				slots <- struct{}{}
				<-slots
			}
		}},
		loop{"semaphore.Weighted", func(b *testing.B) {
			for b.Loop() {
				_ = weighted.Acquire(context.Background(), 1)
				weighted.Release(1)
			}
		}})
}

func timedSemaphore(b *testing.B) {
	ours, weighted := primitives.NewSemaphore(1), semaphore.NewWeighted(1)
	direct(b, "timeout",
		loop{"threadlab.Semaphore", func(b *testing.B) {
			for b.Loop() {
				ours.AcquireTimeout(time.Hour)
				ours.Release()
			}
		}}.counted(),
		loop{"chan.timer", chanTimer},
		loop{"semaphore.Weighted", func(b *testing.B) {
			for b.Loop() {
				weightedTimeout(weighted)
			}
		}})
}

// releaseSemaphore gives eight permits back, at once where that can be, after they were taken one by one.
func releaseSemaphore(b *testing.B) {
	const n = 8
	ours, weighted := primitives.NewSemaphore(n), semaphore.NewWeighted(n)
	direct(b, "release_n",
		loop{"threadlab.Semaphore", func(b *testing.B) {
			for b.Loop() {
				for range n {
					ours.Acquire()
				}
				ours.ReleaseN(n)
			}
		}},
		loop{"semaphore.Weighted", func(b *testing.B) {
			for b.Loop() {
				for range n {
					_ = weighted.Acquire(context.Background(), 1)
				}
				weighted.Release(n)
			}
		}})
}
