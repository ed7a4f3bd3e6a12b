package stress_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// The long form, a million operations on each primitive at one, two and eight processors:
//
//	go test -race -run 'TestStress$' -cpu 1,2,8 -v -timeout 60m ./primitives/stress -stress.ops=1000000
var stressOps = flag.Int("stress.ops", 4000, "operations on each primitive in the stress tests")

const stressWorkers = 8

// slack is by how much the heap may grow while nine tenths of the operations run: the runtime keeps what its greatest number of
// goroutines and timers at once has needed, which is reached late. A waiter lost in every other operation of the short form is
// more, and so is one in a thousand of the long form.
const slack = 160 << 10

// A load is an object under stress: what a worker does, n operations of it, and what must hold when none is under way.
type load struct {
	work func(w *worker, n int)
	rest func() error
}

// A worker is one of the goroutines that make the load.
type worker struct {
	id  int
	rng *rand.Rand
}

// moment is a limit that may well pass before anything happens, or is none.
func (w *worker) moment() time.Duration { return time.Duration(w.rng.IntN(50)-5) * time.Microsecond }

// context is one that is cancelled, now, soon or never, or ends by its deadline.
func (w *worker) context() (context.Context, context.CancelFunc) {
	switch w.rng.IntN(3) {
	case 0:
		return context.WithTimeout(context.Background(), w.moment())
	case 1:
		ctx, cancel := context.WithCancel(context.Background())
		t := time.AfterFunc(w.moment(), cancel)
		return ctx, func() { t.Stop(); cancel() }
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx, cancel
}

// acquire acquires x in one of its ways.
func (w *worker) acquire(x kinds.Exclusive) bool {
	switch w.rng.IntN(4) {
	case 0:
		return x.TryAcquire()
	case 1:
		return x.AcquireTimeout(w.moment())
	case 2:
		ctx, cancel := w.context()
		defer cancel()
		return x.AcquireContext(ctx) == nil
	}
	x.Acquire()
	return true
}

// run performs n operations, by all the workers together, and waits for them.
func (l load) run(n int) {
	var wg sync.WaitGroup
	for id := range stressWorkers {
		w := &worker{id, rand.New(rand.NewPCG(rand.Uint64(), rand.Uint64()))}
		wg.Go(func() { l.work(w, n/stressWorkers) })
	}
	wg.Wait()
}

// endure puts the load on for ops operations and returns what was lost, or by how much the heap grew in the last nine tenths.
func (l load) endure(ops int) (growth int64, err error) {
	l.run(ops / 10)
	if err := l.rest(); err != nil {
		return 0, fmt.Errorf("after a tenth: %w", err)
	}
	before := heap()
	l.run(ops - ops/10)
	if err := l.rest(); err != nil {
		return 0, err
	}
	return heap() - before, nil
}

// heap is the memory in use when everything that can be collected has been: a pool gives up its items at the second collection.
func heap() int64 {
	least := int64(1 << 62)
	for range 3 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		least = min(least, int64(m.HeapAlloc))
	}
	return least
}

func TestStress(t *testing.T) {
	for _, s := range stresses {
		t.Run(s.name, func(t *testing.T) {
			others := goleak.IgnoreCurrent()
			load, start := s.make(), time.Now()
			growth, err := load.endure(*stressOps)
			require.NoError(t, err)
			require.LessOrEqual(t, growth, int64(slack), "the heap has grown")
			goleak.VerifyNone(t, others)
			t.Logf("%d operations in %v, heap %+d bytes", *stressOps, time.Since(start).Round(time.Millisecond), growth)
		})
	}
}

// Each thing that the stress tests look for, planted.
func TestStressCatches(t *testing.T) {
	const ops = 4000
	t.Run("loss", func(t *testing.T) {
		for _, s := range stresses {
			t.Run(s.name, func(t *testing.T) {
				_, err := s.broken().endure(ops)
				require.Error(t, err)
				t.Log(err)
			})
		}
	})
	t.Run("memory", func(t *testing.T) {
		if !kinds.CountsMemory() {
			t.Skip("memory is not counted here: what is kept is not seen")
		}
		load := stressExclusive(kinds.Shared(new(primitives.Lock)))
		var mu sync.Mutex
		var kept [][]byte
		work := load.work
		load.work = func(w *worker, n int) { // every other operation forgets what a waiter needs
			work(w, n)
			mu.Lock()
			defer mu.Unlock()
			for range n / 2 {
				kept = append(kept, make([]byte, 200))
			}
		}
		growth, err := load.endure(ops)
		require.NoError(t, err)
		require.Greater(t, growth, int64(slack))
		runtime.KeepAlive(kept)
	})
	t.Run("goroutine", func(t *testing.T) {
		others := goleak.IgnoreCurrent()
		var lock primitives.Lock
		lock.Acquire()
		go lock.Acquire()
		for lock.Waiters() == 0 {
			runtime.Gosched()
		}
		require.Error(t, goleak.Find(others))
		lock.Release()
		require.NoError(t, goleak.Find(others))
	})
}
