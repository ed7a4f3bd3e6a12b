package primitives_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"threadlab/primitives/internal/kinds"

	"github.com/stretchr/testify/require"
)

// forEachExclusive runs f in fake time with two views of one lock of each kind: a and b are different callers.
func forEachExclusive(t *testing.T, f func(t *testing.T, a, b kinds.Exclusive)) {
	t.Helper()
	for _, kind := range kinds.Exclusives() {
		bubble(t, kind.Name, func(t *testing.T) {
			view := kind.Make()
			f(t, view(), view())
		})
	}
}

// Each way of acquiring, against a lock held by another that is released after `held`, or never.
func TestAcquireWays(t *testing.T) {
	const never = time.Duration(-1)
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	within := func(d time.Duration) func(kinds.Exclusive) error {
		return func(x kinds.Exclusive) error {
			ctx, cancel := context.WithTimeout(context.Background(), d)
			defer cancel()
			return x.AcquireContext(ctx)
		}
	}
	timeout := func(d time.Duration) func(kinds.Exclusive) error {
		return func(x kinds.Exclusive) error {
			if !x.AcquireTimeout(d) {
				return errTest
			}
			return nil
		}
	}
	try := func(x kinds.Exclusive) error {
		if !x.TryAcquire() {
			return errTest
		}
		return nil
	}
	acquire := func(x kinds.Exclusive) error { x.Acquire(); return nil }
	for _, c := range []struct {
		name    string
		held    time.Duration
		acquire func(kinds.Exclusive) error
		want    error
		after   time.Duration
	}{
		{"acquire free", 0, acquire, nil, 0},
		{"acquire held", time.Second, acquire, nil, time.Second},
		{"try free", 0, try, nil, 0},
		{"try held", time.Second, try, errTest, 0},
		{"timeout free", 0, timeout(5 * time.Second), nil, 0},
		{"timeout in time", time.Second, timeout(2 * time.Second), nil, time.Second},
		{"timeout too late", 2 * time.Second, timeout(time.Second), errTest, time.Second},
		{"timeout zero free", 0, timeout(0), nil, 0},
		{"timeout zero held", time.Second, timeout(0), errTest, 0},
		{"timeout negative free", 0, timeout(-time.Second), nil, 0},
		{"timeout negative held", time.Second, timeout(-time.Second), errTest, 0},
		{"timeout longest", time.Second, timeout(1<<63 - 1), nil, time.Second},
		{"context free", 0, within(time.Second), nil, 0},
		{"context in time", time.Second, within(2 * time.Second), nil, time.Second},
		{"context too late", never, within(time.Second), context.DeadlineExceeded, time.Second},
		{"context done, free", 0, func(x kinds.Exclusive) error { return x.AcquireContext(cancelled) }, nil, 0},
		{"context done, held", never, func(x kinds.Exclusive) error { return x.AcquireContext(cancelled) }, context.Canceled, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			forEachExclusive(t, func(t *testing.T, a, b kinds.Exclusive) {
				if c.held != 0 {
					a.Acquire()
				}
				start := time.Now()
				var err error
				var after time.Duration
				var wg sync.WaitGroup
				wg.Go(func() {
					err = c.acquire(b)
					after = time.Since(start)
				})
				if c.held > 0 {
					time.Sleep(c.held)
					a.Release()
				}
				wg.Wait()
				require.ErrorIs(t, err, c.want)
				require.Equal(t, c.after, after)
				require.Zero(t, a.Waiters())
				if c.held == never {
					a.Release()
				}
				if err == nil {
					require.False(t, a.TryAcquire(), "acquired and yet free")
					b.Release()
				}
				require.True(t, a.TryAcquire(), "not free after the last release")
				a.Release()
			})
		})
	}
}

// Five waiters on a held lock: none gets in before the release, and one release after the other lets all of them in.
func TestAcquireContended(t *testing.T) {
	for _, kind := range kinds.Exclusives() {
		bubble(t, kind.Name, func(t *testing.T) {
			view := kind.Make()
			holder := view()
			holder.Acquire()
			var done int
			for range 5 {
				x := view()
				go func() {
					x.Acquire()
					done++
					x.Release()
				}()
			}
			synctest.Wait()
			require.Equal(t, 5, holder.Waiters())
			require.Zero(t, done)
			holder.Release()
			synctest.Wait()
			require.Equal(t, 5, done)
			require.Zero(t, holder.Waiters())
		})
	}
}

// A waiter that gives up leaves its queue, whatever its place in it, and no other waiter loses its turn.
func TestAcquireGiveUp(t *testing.T) {
	for _, quitter := range []int{0, 1, 2} {
		for _, kind := range kinds.Exclusives() {
			bubble(t, kind.Name, func(t *testing.T) {
				view := kind.Make()
				holder := view()
				holder.Acquire()
				won := make([]bool, 3)
				for i := range won {
					x := view()
					limit := time.Hour
					if i == quitter {
						limit = time.Second
					}
					go func() {
						if won[i] = x.AcquireTimeout(limit); won[i] {
							x.Release()
						}
					}()
					synctest.Wait() // in this order
				}
				require.Equal(t, 3, holder.Waiters())
				time.Sleep(2 * time.Second)
				synctest.Wait()
				require.Equal(t, 2, holder.Waiters())
				holder.Release()
				synctest.Wait()
				for i, got := range won {
					require.Equal(t, i != quitter, got, "waiter %d", i)
				}
				require.True(t, holder.TryAcquire())
				holder.Release()
			})
		}
	}
}

// The release and the end of the timeout at the same instant: whichever comes first, the lock is neither lost nor had twice.
func TestAcquireTimeoutMeetsRelease(t *testing.T) {
	forEachExclusive(t, func(t *testing.T, a, b kinds.Exclusive) {
		for range 100 {
			a.Acquire()
			var won bool
			var wg sync.WaitGroup
			wg.Go(func() { won = b.AcquireTimeout(time.Second) })
			time.Sleep(time.Second)
			a.Release()
			wg.Wait()
			require.Equal(t, !won, a.TryAcquire())
			if won {
				b.Release()
			} else {
				a.Release()
			}
			require.Zero(t, a.Waiters())
		}
	})
}

// A waiter that is woken in vain, because a running goroutine was faster, is still counted, keeps its turn, and keeps its limit: it
// gives up when its time is over, even if that was while it was neither here nor there.
func TestAcquireWokenInVain(t *testing.T) {
	for _, kind := range kinds.Exclusives() {
		if kind.Name == "fifo-semaphore" {
			continue // it hands over: no waiter is ever woken in vain
		}
		bubble(t, kind.Name, func(t *testing.T) {
			view := kind.Make()
			barger := view()
			barged := 0
			for range 100 {
				barger.Acquire()
				var order []int
				var wg sync.WaitGroup
				for i, limit := range []time.Duration{time.Hour, time.Hour, fair} {
					x := view()
					wg.Go(func() {
						if x.AcquireTimeout(limit) {
							order = append(order, i)
							x.Release()
						}
					})
					synctest.Wait()
				}
				time.Sleep(fair) // not longer: they must not be overdue
				barger.Release()
				if barger.TryAcquire() {
					if len(order) == 0 { // none of them has been here
						barged++
						require.GreaterOrEqual(t, barger.Waiters(), 2)
						synctest.Wait()
						require.Equal(t, 2, barger.Waiters(), "the third one's time is over")
						barger.Release()
						wg.Wait()
						require.Equal(t, []int{0, 1}, order)
						continue
					}
					barger.Release()
				}
				wg.Wait()
			}
			require.Positive(t, barged, "never barged: nothing was tested")
		})
	}
}

// The same for the one that is woken in vain: its time ends at the instant of the release.
func TestAcquireLateInFlight(t *testing.T) {
	forEachExclusive(t, func(t *testing.T, a, b kinds.Exclusive) {
		for range 300 {
			a.Acquire()
			begun := time.Now()
			var won bool
			var took time.Duration
			var wg sync.WaitGroup
			wg.Go(func() {
				won = b.AcquireTimeout(fair)
				took = time.Since(begun)
			})
			time.Sleep(fair)
			a.Release()
			if a.TryAcquire() {
				time.Sleep(time.Second)
				a.Release()
			}
			wg.Wait()
			require.Equal(t, fair, took)
			if won {
				b.Release()
			}
		}
	})
}

// fair is how long one may wait without being overdue.
const fair = time.Millisecond

// A tight loop of many: a wake-up lost between a failed try and the queue would stop it for ever.
func TestAcquireLosesNoWakeUp(t *testing.T) {
	for _, kind := range kinds.Exclusives() {
		t.Run(kind.Name, func(t *testing.T) {
			view := kind.Make()
			n := 0
			var wg sync.WaitGroup
			for range 4 {
				x := view()
				wg.Go(func() {
					for range 3000 {
						x.Acquire()
						n++
						x.Release()
					}
				})
			}
			wg.Wait()
			require.Equal(t, 12000, n)
		})
	}
}

// A waiter whose turn is overdue is handed the lock: one that releases and acquires at once cannot keep it from the others.
func TestNoStarvation(t *testing.T) {
	forEachExclusive(t, func(t *testing.T, a, b kinds.Exclusive) {
		a.Acquire()
		won := false
		go func() {
			b.Acquire()
			won = true
			b.Release()
		}()
		time.Sleep(10 * time.Millisecond)
		a.Release()
		a.Acquire() // queues behind b: the lock was never free
		require.True(t, won)
		a.Release()
	})
}
