package primitives_test

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A fair GIL has the shapes of CPython's, but for those that come from waking without handing over: the luck of a waiter among
// several, the race of a short call, and the forced wait, which a hand-over has no need of.
func TestFairGIL(t *testing.T) {
	for _, s := range shapes() {
		if want, ok := map[string]string{
			"S8":      "5 5 5, 10 10 10, 15 15 15, ", // no tail: all in turn
			"S9 won":  "5.04ms 2",                    // pays like a long one
			"S9 lost": "5.14ms 2",                    // and each waits until the other has woken up
			"S11":     "0 0 9803 9804",
		}[s.name]; ok {
			s.want = want
		}
		bubble(t, s.name, func(t *testing.T) {
			require.Equal(t, s.want, s.run(world{primitives.HandsOver}), s.about)
		})
	}
}

// Under a fair GIL no thread waits for more turns than there are threads before it, whatever the seed.
func TestFairGILBoundsTheWait(t *testing.T) {
	for hogs := 1; hogs <= 4; hogs++ {
		bubble(t, string(rune('0'+hogs)), func(t *testing.T) {
			in := world{}.new(primitives.WithFairGIL(), primitives.WithWakeUp(crookedWakeUp))
			took := latencies(in, hogs, 100, crookedCall, crookedPause)
			turn := odd + 100*µs + crookedWakeUp
			require.LessOrEqual(t, slices.Max(took), crookedCall+time.Duration(hogs)*turn)
		})
	}
}

// The waiting threads get the GIL in the order of their arrival, and each has it before another thread can take it.
func TestFairGILOrder(t *testing.T) {
	bubble(t, "in order", func(t *testing.T) {
		in := primitives.NewInterpreter(primitives.WithFairGIL())
		holder := in.Attach("")
		var order []int
		bodies := make([]body, 5)
		for i := range bodies {
			bodies[i] = func(*primitives.Thread) error {
				order = append(order, i)
				return nil
			}
		}
		threads := launch(in, bodies...)
		time.Sleep(3 * interval / 2) // each begins its wait again, and keeps its place
		require.Equal(t, 5, in.GILStats().Waiting)
		holder.Detach()
		for _, th := range threads {
			require.NoError(t, th.Join(nil))
		}
		require.Equal(t, []int{0, 1, 2, 3, 4}, order)
		require.Zero(t, in.GILStats().Waiting)
		finish(in)
	})
}

// A thread that gives up its place hands on nothing that it has not got, and a daemon that must end hands on what it has.
func TestFairGILGivesUp(t *testing.T) {
	bubble(t, "the main thread", func(t *testing.T) {
		in := primitives.NewInterpreter(primitives.WithFairGIL())
		holder := in.Attach("")
		timeout(t, 3*interval, in.Shutdown)
		require.Zero(t, in.GILStats().Waiting)
		holder.Detach()
		finish(in)
	})
	bubble(t, "a daemon", func(t *testing.T) {
		in := primitives.NewInterpreter(primitives.WithFairGIL())
		var stop primitives.Event
		for range 3 {
			start(t, in.NewThread(hog(&stop), primitives.WithDaemon(true)))
		}
		time.Sleep(10 * interval)
		finish(in)
		time.Sleep(10 * interval)
		require.Zero(t, in.GILStats().Waiting)
		for _, th := range in.Threads()[1:] {
			require.False(t, th.IsAlive())
		}
	})
}

// The holder is asked once in an interval, however many wait: when it has had the GIL for one, and the first has waited for one.
func TestFairGILAsks(t *testing.T) {
	bubble(t, "once", func(t *testing.T) {
		const margin = 100 * µs
		in := primitives.NewInterpreter(primitives.WithFairGIL())
		asked := func(want int) {
			t.Helper()
			synctest.Wait()
			require.Equal(t, uint64(want), in.GILStats().DropRequests)
		}
		holder := in.Attach("")
		time.Sleep(4 * interval)
		threads := launch(in, slices.Repeat([]body{func(th *primitives.Thread) error {
			time.Sleep(2*interval + 2*margin) // with the GIL
			th.Checkpoint()
			return nil
		}}, 3)...)
		time.Sleep(interval - margin)
		asked(0)
		time.Sleep(2 * margin)
		asked(1)
		time.Sleep(interval)
		asked(2)
		holder.Detach() // the first has it, and the others wait
		time.Sleep(interval - margin)
		asked(2)
		time.Sleep(2 * margin)
		asked(3)
		time.Sleep(interval)
		asked(4)
		for _, th := range threads {
			require.NoError(t, th.Join(nil))
		}
		finish(in)
	})
}

// An interpreter may be used in one bubble after the other: nothing of the fair GIL belongs to one of them.
func TestFairGILLeavesItsBubble(t *testing.T) {
	in := primitives.NewInterpreter(primitives.WithFairGIL())
	for want := range uint64(3) {
		bubble(t, "one", func(t *testing.T) {
			holder := in.Attach("")
			var other sync.WaitGroup
			other.Go(func() { in.Attach("").Detach() })
			time.Sleep(interval + µs)
			holder.Detach() // which was asked, and its timer has been set again
			other.Wait()
			require.Equal(t, want+1, in.GILStats().DropRequests)
		})
	}
}
