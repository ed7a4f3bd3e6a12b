package primitives_test

import (
	"context"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// The place is that of arrival, the last one's the greatest, in every round.
func TestBarrierPlacesInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := primitives.NewBarrier(5)
		for range 3 {
			places := make([]int, 5)
			for i := range places {
				go func() { places[i], _ = b.Wait() }()
				synctest.Wait()
			}
			require.Equal(t, []int{0, 1, 2, 3, 4}, places)
		}
	})
}

// A barrier of one runs its action each time, and never waits.
func TestBarrierAloneActs(t *testing.T) {
	ran := 0
	b := primitives.NewBarrier(1, primitives.WithAction(func() error { ran++; return nil }))
	for want := 1; want <= 3; want++ {
		place, err := b.Wait()
		require.NoError(t, err)
		require.Zero(t, place)
		require.Equal(t, want, ran)
	}
}

// One party's context is cancelled: the barrier breaks for all, and only that party's error matches the context's.
func TestBarrierContextBreaksForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := primitives.NewBarrier(4)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		errs := make([]error, 3)
		begun := time.Now()
		took := make([]time.Duration, 3)
		for i, wait := range []func() (int, error){
			b.Wait,
			func() (int, error) { return b.WaitContext(ctx) },
			func() (int, error) { return b.WaitTimeout(time.Hour) },
		} {
			go func() {
				place, err := wait()
				if place == -1 {
					errs[i], took[i] = err, time.Since(begun)
				}
			}()
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		require.Equal(t, []time.Duration{time.Second, time.Second, time.Second}, took)
		require.Equal(t, primitives.ErrBrokenBarrier, errs[0])
		require.ErrorIs(t, errs[1], primitives.ErrBrokenBarrier)
		require.ErrorIs(t, errs[1], context.Canceled)
		require.Equal(t, primitives.ErrBrokenBarrier, errs[2])
		require.True(t, b.Broken())
		require.Zero(t, b.Waiters())
		_, err := b.Wait()
		require.Equal(t, primitives.ErrBrokenBarrier, err)
		b.Reset()
		requirePassed(t, receive(4, send(4, b.Wait)))
	})
}

// The last party never waits, so it needs no time, and a context that is done does not matter.
func TestBarrierLastNeedsNoTime(t *testing.T) {
	done, cancel := context.WithCancel(context.Background())
	cancel()
	for name, last := range map[string]func(b *primitives.Barrier) (int, error){
		"zero":     func(b *primitives.Barrier) (int, error) { return b.WaitTimeout(0) },
		"negative": func(b *primitives.Barrier) (int, error) { return b.WaitTimeout(-1) },
		"context":  func(b *primitives.Barrier) (int, error) { return b.WaitContext(done) },
	} {
		bubble(t, name, func(t *testing.T) {
			b := primitives.NewBarrier(2)
			first := send(1, b.Wait)
			place, err := last(b)
			require.NoError(t, err)
			require.Equal(t, 1, place)
			requirePassed(t, receive(1, first))
		})
	}
}

// A barrier whose own timeout is zero or less breaks at the first party that is not the last.
func TestBarrierOwnTimeoutOfNothing(t *testing.T) {
	for _, limit := range []time.Duration{0, -time.Second} {
		b := primitives.NewBarrier(2, primitives.WithTimeout(limit))
		place, err := b.Wait()
		require.Equal(t, -1, place)
		require.Equal(t, primitives.ErrBrokenBarrier, err)
		require.True(t, b.Broken())
		b.Abort()
		b.Abort() // any number of times
		require.True(t, b.Broken())
		b.Reset()
		require.False(t, b.Broken())
	}
}

// A round that is full passes, whatever is done to the barrier before its parties have run.
func TestBarrierFullRoundPasses(t *testing.T) {
	for name, meddle := range map[string]func(b *primitives.Barrier){
		"reset": (*primitives.Barrier).Reset, "abort": (*primitives.Barrier).Abort,
	} {
		bubble(t, name, func(t *testing.T) {
			for range 50 {
				b := primitives.NewBarrier(3)
				others := send(2, b.Wait)
				_, err := b.Wait()
				meddle(b)
				require.NoError(t, err)
				requirePassed(t, receive(2, others))
				require.Equal(t, name == "abort", b.Broken())
			}
		})
	}
}

// An action that ends its goroutine has failed: the barrier is broken and the others learn it.
func TestBarrierActionExits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := primitives.NewBarrier(3, primitives.WithAction(func() error { runtime.Goexit(); return nil }))
		others := send(2, b.Wait)
		returned := false
		go func() {
			_, _ = b.Wait()
			returned = true
		}()
		requireBroken(t, receive(2, others))
		require.False(t, returned)
		require.True(t, b.Broken())
	})
}
