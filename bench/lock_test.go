package bench_test

import (
	"fmt"
	"testing"
	"time"

	"threadlab/bench/peers"
)

// A lockCell is a point of a star around 16 goroutines that hold the lock for 100 ns: one thing changes at a
// time.
type lockCell struct{ goroutines, workNS int }

func (c lockCell) String() string {
	return fmt.Sprintf("goroutines=%d/work_ns=%d", c.goroutines, c.workNS)
}

// contention is how many goroutines want the lock: the curve that every implementation is measured at.
func contention() []int { return []int{1, 2, 4, 16, 64, 1000} }

// locks are the ones of those names. The first three are those that most programs use: they are measured along every
// dimension, the others on the curve and where they can do what others cannot.
func locks(names ...string) []peers.Peer[peers.Locker] { return peers.Named(peers.Locks(), names...) }

// BenchmarkLock is the cost of a turn: get in, work, get out. Beside the star are the two cells that are hardest beside sync.Mutex: two
// goroutines that do nothing inside, and a thousand that stay for long.
func BenchmarkLock(b *testing.B) {
	run := func(c lockCell, all []peers.Peer[peers.Locker]) {
		for _, p := range all {
			b.Run(fmt.Sprintf("impl=%s/%v", p.Name, c), func(b *testing.B) {
				throughput(b, c.goroutines, p.New(), newSection(c.workNS))
			})
		}
	}
	for _, n := range contention() {
		all := locks("threadlab.Lock", "sync.Mutex", "sync.RWMutex", "chan", "semaphore.Weighted", "trylock.Mutex")
		if n == 16 {
			all = withControl(all)
		}
		run(lockCell{n, 100}, all)
	}
	run(lockCell{16, 0}, locks("threadlab.Lock", "sync.Mutex", "chan"))
	run(lockCell{16, 1000}, locks("threadlab.Lock", "sync.Mutex", "chan"))
	run(lockCell{2, 0}, locks("threadlab.Lock", "sync.Mutex"))
	run(lockCell{1000, 1000}, locks("threadlab.Lock", "sync.Mutex"))
}

// BenchmarkLockOutside is the same turn by goroutines that work ten times as long outside as inside.
func BenchmarkLockOutside(b *testing.B) {
	for _, p := range locks("threadlab.Lock", "sync.Mutex") {
		b.Run("impl="+p.Name+"/goroutines=16/work_ns=100/outside_ns=1000", func(b *testing.B) {
			s := newSection(100)
			s.outside = spin().For(time.Microsecond)
			throughput(b, 16, p.New(), s)
		})
	}
}

// BenchmarkLockTimeout is a turn with a timeout of an hour.
func BenchmarkLockTimeout(b *testing.B) {
	for _, p := range peers.Timed(peers.Locks()) {
		b.Run("impl="+p.Name+"/goroutines=16/work_ns=100", func(b *testing.B) {
			throughput(b, 16, patient{p.New().(peers.TimedLocker)}, newSection(100))
		})
	}
}

// BenchmarkLockContext is a turn by goroutines that give up when their context is cancelled.
func BenchmarkLockContext(b *testing.B) {
	for _, p := range peers.Contextual(locks("threadlab.Lock", "semaphore.Weighted")) {
		b.Run("impl="+p.Name+"/goroutines=16/work_ns=100", func(b *testing.B) {
			throughput(b, 16, cancellable{p.New().(peers.ContextLocker), b.Context()}, newSection(100))
		})
	}
}

// BenchmarkLockWait is how long they wait, and how evenly they get in.
func BenchmarkLockWait(b *testing.B) {
	for _, c := range []lockCell{{16, 100}, {1000, 100}, {64, 1000}} {
		for _, p := range locks("threadlab.Lock", "sync.Mutex", "chan", "semaphore.Weighted", "trylock.Mutex") {
			b.Run(fmt.Sprintf("impl=%s/%v", p.Name, c), func(b *testing.B) {
				fairness(b, c.goroutines, p.New(), newSection(c.workNS))
			})
		}
	}
}

// BenchmarkLockRead measures turns of which most only read, in the locks that let readers in together. Ours has no read
// lock, as Python's has none: what its turns cost is in BenchmarkLock.
func BenchmarkLockRead(b *testing.B) {
	for _, percent := range []int{50, 90, 99} {
		for _, p := range peers.ReadLocks() {
			b.Run(fmt.Sprintf("impl=%s/goroutines=16/work_ns=100/reads_percent=%d", p.Name, percent), func(b *testing.B) {
				readers(b, p.New(), percent, newSection(100))
			})
		}
	}
}

// readers takes b.N turns of 16 goroutines, of which that many in a hundred read, in no order that could be in step
// with another's.
func readers(b *testing.B, locker peers.ReadGate, percent int, s section) {
	contended(b, 16, func(turns int) {
		for i := range turns {
			if i*61%100 < percent {
				token := locker.AcquireRead()
				s.hold()
				locker.ReleaseRead(token)
			} else {
				locker.Acquire()
				s.hold()
				locker.Release()
			}
		}
	})
}
