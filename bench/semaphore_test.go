package bench_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"golang.org/x/sync/semaphore"

	"threadlab/bench/peers"
	"threadlab/primitives"
)

// A semaphoreCell says how many compete for how many slots, and what a holder does: it works, and a holder that
// yields gives its processor to others with the slot in hand, as one would that waits for something. Where there
// are fewer processors than slots, nobody ever waits for holders that do not.
type semaphoreCell struct{ slots, goroutines, workNS, yields int }

func semaphoreCells() []semaphoreCell {
	return []semaphoreCell{
		{1, 1, 0, 0},
		{1, 16, 100, 0},
		{2, 16, 100, 0},
		{8, 16, 100, 0},
		{8, 16, 0, 0},
		{1, 16, 100, 1},
		{8, 64, 100, 1},
	}
}

func (c semaphoreCell) name(p peers.Peer) string {
	return fmt.Sprintf("impl=%s/slots=%d/goroutines=%d/work_ns=%d/yields=%d", p.Name, c.slots, c.goroutines, c.workNS, c.yields)
}

// BenchmarkSemaphore is the cost of a turn: get in, work, get out.
func BenchmarkSemaphore(b *testing.B) {
	for _, c := range semaphoreCells() {
		for _, p := range peers.Semaphores(c.slots) {
			b.Run(c.name(p), func(b *testing.B) { throughput(b, c.goroutines, p.New(), newSection(c.workNS, c.yields)) })
		}
	}
}

// BenchmarkSemaphoreTimeout is a turn by those who would give up after an hour.
func BenchmarkSemaphoreTimeout(b *testing.B) {
	for _, c := range []semaphoreCell{{1, 1, 0, 0}, {1, 16, 100, 0}} {
		for _, p := range peers.Timed(peers.Semaphores(c.slots)) {
			b.Run(c.name(p), func(b *testing.B) {
				throughput(b, c.goroutines, patient{p.New().(peers.TimedGate)}, newSection(c.workNS, c.yields))
			})
		}
	}
}

// BenchmarkSemaphoreWait is how long they wait, and how evenly they get in.
func BenchmarkSemaphoreWait(b *testing.B) {
	for _, c := range []semaphoreCell{{2, 16, 100, 1}, {8, 64, 100, 1}} {
		for _, p := range peers.Semaphores(c.slots) {
			b.Run(c.name(p), func(b *testing.B) { contest(b, c.goroutines, p.New(), newSection(c.workNS, c.yields)) })
		}
	}
}

// BenchmarkSemaphoreDirect is a semaphore with a permit to spare, called without an interface.
func BenchmarkSemaphoreDirect(b *testing.B) {
	ours, bounded := primitives.NewSemaphore(1), primitives.NewBoundedSemaphore(1)
	weighted := semaphore.NewWeighted(1)
	direct(b, "plain",
		loop{"threadlab.Semaphore", func(b *testing.B) {
			for b.Loop() {
				ours.Acquire()
				ours.Release()
			}
		}},
		loop{"threadlab.BoundedSemaphore", func(b *testing.B) {
			for b.Loop() {
				bounded.Acquire()
				bounded.Release()
			}
		}},
		loop{"semaphore.Weighted", func(b *testing.B) {
			for b.Loop() {
				_ = weighted.Acquire(context.Background(), 1)
				weighted.Release(1)
			}
		}})
	direct(b, "timeout",
		loop{"threadlab.Semaphore", func(b *testing.B) {
			for b.Loop() {
				ours.AcquireTimeout(time.Hour)
				ours.Release()
			}
		}},
		loop{"chan.timer", chanTimer})
}
