package bench_test

import (
	"fmt"
	"testing"
	"time"

	"threadlab/bench/peers"
)

// A semaphoreCell holds how many goroutines compete for how many slots, and what a holder does: it works, and one that
// yields gives its processor to others with the slot in hand. Where there are fewer processors than slots, no
// goroutine ever waits for holders that do neither that nor block.
type semaphoreCell struct{ slots, goroutines, workNS, yields int }

func (c semaphoreCell) name(p peers.Peer[peers.Locker]) string {
	return fmt.Sprintf("impl=%s/slots=%d/goroutines=%d/work_ns=%d/yields=%d", p.Name, c.slots, c.goroutines, c.workNS, c.yields)
}

func (c semaphoreCell) section() section {
	s := newSection(c.workNS)
	s.yields = c.yields
	return s
}

// semaphores returns the ones of those names: all but the bounded one, which differs uncontended only, for none.
func semaphores(slots int, names ...string) []peers.Peer[peers.Locker] {
	if len(names) == 0 {
		names = []string{"threadlab.Semaphore", "threadlab.FIFOSemaphore", "chan", "semaphore.Weighted", "condsem"}
	}
	return peers.Named(peers.Semaphores(slots), names...)
}

// BenchmarkSemaphore is the cost of a turn: get in, work, get out. The star is around one slot that 16 want.
func BenchmarkSemaphore(b *testing.B) {
	const ours, fifo, weighted = "threadlab.Semaphore", "threadlab.FIFOSemaphore", "semaphore.Weighted"
	run := func(c semaphoreCell, all []peers.Peer[peers.Locker]) {
		for _, p := range all {
			b.Run(c.name(p), func(b *testing.B) { throughput(b, c.goroutines, p.New(), c.section()) })
		}
	}
	for _, n := range []int{1, 16, 64, 1000} {
		all := semaphores(1, ours, fifo, "chan", weighted)
		if n <= 16 {
			all = semaphores(1)
		}
		if n == 16 {
			all = withControl(all)
		}
		run(semaphoreCell{1, n, 100, 0}, all)
	}
	run(semaphoreCell{1, 16, 0, 0}, semaphores(1, ours, "chan", weighted))
	run(semaphoreCell{2, 16, 0, 0}, semaphores(2, ours, "chan", weighted))
	run(semaphoreCell{8, 16, 0, 0}, semaphores(8, ours, fifo, "chan", weighted))
	run(semaphoreCell{1, 16, 100, 1}, semaphores(1, ours, fifo, "chan", "condsem"))
	run(semaphoreCell{8, 64, 100, 1}, semaphores(8, ours, fifo, "chan"))
}

// BenchmarkSemaphoreBlock is a turn by holders that block for a while, as those do that wait for a disk or a network: 64
// of them on 8 slots.
func BenchmarkSemaphoreBlock(b *testing.B) {
	for _, p := range semaphores(8, "threadlab.Semaphore", "chan") {
		b.Run("impl="+p.Name+"/slots=8/goroutines=64/block_us=100", func(b *testing.B) {
			throughput(b, 64, p.New(), section{block: 100 * time.Microsecond})
		})
	}
}

// BenchmarkSemaphoreTimeout is a turn with a timeout of an hour.
func BenchmarkSemaphoreTimeout(b *testing.B) {
	c := semaphoreCell{1, 16, 100, 0}
	for _, p := range peers.Timed(semaphores(c.slots, "threadlab.Semaphore", "chan")) {
		b.Run(c.name(p), func(b *testing.B) {
			throughput(b, c.goroutines, patient{p.New().(peers.TimedLocker)}, c.section())
		})
	}
}

// BenchmarkSemaphoreWait is how long they wait, and how evenly they get in.
func BenchmarkSemaphoreWait(b *testing.B) {
	for _, c := range []semaphoreCell{{2, 16, 100, 1}, {8, 64, 100, 1}} {
		for _, p := range semaphores(c.slots) {
			b.Run(c.name(p), func(b *testing.B) { fairness(b, c.goroutines, p.New(), c.section()) })
		}
	}
}
