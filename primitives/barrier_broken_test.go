package primitives_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

func TestBarrierActionFails(t *testing.T) {
	for _, c := range []struct {
		name   string
		action func() error
		panics bool
	}{
		{"error", func() error { return errTest }, false},
		{"panic", func() error { panic(errTest) }, true},
	} {
		bubble(t, c.name, func(t *testing.T) {
			b := primitives.NewBarrier(3, primitives.WithAction(c.action))
			others := send(2, b.Wait)
			if c.panics {
				require.PanicsWithValue(t, errTest, func() { _, _ = b.Wait() })
			} else {
				place, err := b.Wait()
				require.Equal(t, -1, place)
				require.ErrorIs(t, err, errTest)
			}
			requireBroken(t, receive(2, others))
			require.True(t, b.Broken())
			require.Zero(t, b.NWaiting())
		})
	}
}

// What ends a round of three before it is full, with two of them there.
func TestBarrierBreaks(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		name  string
		opts  []primitives.BarrierOption
		wait  func(b *primitives.Barrier) (int, error)
		event func(b *primitives.Barrier)
		after time.Duration
		also  error
	}{
		{"abort", nil, (*primitives.Barrier).Wait, (*primitives.Barrier).Abort, 0, nil},
		{"timeout", nil, func(b *primitives.Barrier) (int, error) {
			return b.WaitTimeout(time.Second)
		}, nil, time.Second, nil},
		{"timeout zero", nil, func(b *primitives.Barrier) (int, error) { return b.WaitTimeout(0) }, nil, 0, nil},
		{"timeout negative", nil, func(b *primitives.Barrier) (int, error) { return b.WaitTimeout(-1) }, nil, 0, nil},
		{
			"own timeout",
			[]primitives.BarrierOption{primitives.WithTimeout(time.Second)},
			(*primitives.Barrier).Wait, nil, time.Second, nil,
		},
		{
			"shorter timeout than its own",
			[]primitives.BarrierOption{primitives.WithTimeout(time.Hour)},
			func(b *primitives.Barrier) (int, error) { return b.WaitTimeout(time.Second) }, nil, time.Second, nil,
		},
		{"context", nil, func(b *primitives.Barrier) (int, error) {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			return b.WaitContext(ctx)
		}, nil, time.Second, context.DeadlineExceeded},
		{"context done", nil, func(b *primitives.Barrier) (int, error) {
			return b.WaitContext(cancelled)
		}, nil, 0, context.Canceled},
	} {
		bubble(t, c.name, func(t *testing.T) {
			b := primitives.NewBarrier(3, c.opts...)
			start := time.Now()
			out := send(2, func() (int, error) { return c.wait(b) })
			if c.event != nil {
				c.event(b)
			}
			got := receive(2, out)
			require.Equal(t, c.after, time.Since(start))
			requireBroken(t, got)
			if c.also != nil {
				require.ErrorIs(t, errors.Join(got[0].err, got[1].err), c.also, "to the one that gave up")
			}
			require.True(t, b.Broken())
			require.Zero(t, b.Waiters())
			_, err := b.Wait()
			require.ErrorIs(t, err, primitives.ErrBrokenBarrier, "a late party")

			b.Reset()
			require.False(t, b.Broken())
			requirePassed(t, receive(3, send(3, b.Wait)))
		})
	}
}

// Among many parties too the earliest of their deadlines is that of the round, and a time that is up breaks it at once.
func TestBarrierBreaksForMany(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const parties = 20
		b := primitives.NewBarrier(parties)
		for first, want := range map[time.Duration]time.Duration{time.Second: time.Second, time.Minute: 3 * time.Second, 0: 0} {
			start := time.Now()
			early := send(parties-2, func() (int, error) { return b.WaitTimeout(max(first, 3*time.Second)) })
			require.Equal(t, parties-2, b.NWaiting())
			late := send(1, func() (int, error) { return b.WaitTimeout(min(first, 3*time.Second)) })
			requireBroken(t, append(receive(parties-2, early), receive(1, late)...))
			require.Equal(t, want, time.Since(start))
			require.Zero(t, b.Waiters())
			b.Reset()
			requirePassed(t, receive(parties, send(parties, func() (int, error) { return b.WaitTimeout(time.Second) })))
		}
	})
}

// Reset ends the waits with ErrBrokenBarrier, and leaves the barrier whole.
func TestBarrierReset(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := primitives.NewBarrier(3)
		b.Reset()
		out := send(2, b.Wait)
		b.Reset()
		requireBroken(t, receive(2, out))
		require.False(t, b.Broken())
		require.Zero(t, b.NWaiting())
		requirePassed(t, receive(3, send(3, b.Wait)))
	})
}

// While the action runs, its parties' time does not matter and newcomers wait for the next round; Abort and Reset, from the
// action itself too, end the round.
func TestBarrierDuringAction(t *testing.T) {
	for _, c := range []struct {
		name      string
		meanwhile func(b *primitives.Barrier)
		round     func(t *testing.T, got []passage)
		newcomers func(t *testing.T, got []passage)
	}{
		{"nothing", func(*primitives.Barrier) {}, requirePassed, requirePassed},
		{"abort", (*primitives.Barrier).Abort, requireBroken, requireBroken},
		{"reset", (*primitives.Barrier).Reset, requireBroken, requirePassed},
	} {
		bubble(t, c.name, func(t *testing.T) {
			var b *primitives.Barrier
			rounds := 0
			b = primitives.NewBarrier(2, primitives.WithAction(func() error {
				rounds++
				time.Sleep(time.Hour)
				if rounds == 1 {
					c.meanwhile(b)
				}
				return nil
			}))
			round := send(2, func() (int, error) { return b.WaitTimeout(time.Minute) })
			newcomers := send(2, b.Wait)
			require.Equal(t, 3, b.Waiters())
			require.Equal(t, 2, b.NWaiting())
			c.round(t, receive(2, round))
			c.newcomers(t, receive(2, newcomers))
		})
	}
}

// A newcomer's limit counts from its arrival, but is looked at only once it is let in.
func TestBarrierNewcomerTooLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := primitives.NewBarrier(2, primitives.WithAction(func() error {
			time.Sleep(time.Hour)
			return nil
		}))
		round := send(2, b.Wait)
		newcomer := send(1, func() (int, error) { return b.WaitTimeout(time.Minute) })
		requirePassed(t, receive(2, round))
		requireBroken(t, receive(1, newcomer))
		require.True(t, b.Broken())
	})
}

// The last party arrives at the very end of the first one's time: both pass or neither does.
func TestBarrierTimeoutMeetsTrip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := primitives.NewBarrier(2)
		for range 300 {
			first := send(1, func() (int, error) { return b.WaitTimeout(time.Second) })
			time.Sleep(time.Second)
			place, err := b.Wait()
			got := <-first
			require.Equal(t, err == nil, got.err == nil)
			require.Equal(t, b.Broken(), err != nil)
			if err == nil {
				require.Equal(t, []int{1, 0}, []int{place, got.place})
			}
			require.Zero(t, b.Waiters())
			b.Reset()
		}
	})
}
