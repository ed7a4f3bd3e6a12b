package primitives_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

type passage struct {
	place int
	err   error
}

// send has n goroutines arrive one after the other by `wait`, and collects what they get.
func send(n int, wait func() (int, error)) <-chan passage {
	out := make(chan passage, n)
	for range n {
		go func() {
			place, err := wait()
			out <- passage{place, err}
		}()
		synctest.Wait()
	}
	return out
}

func receive(n int, in <-chan passage) []passage {
	got := make([]passage, n)
	for i := range got {
		got[i] = <-in
	}
	return got
}

func requireBroken(t *testing.T, got []passage) {
	t.Helper()
	for _, p := range got {
		require.Equal(t, -1, p.place)
		require.ErrorIs(t, p.err, primitives.ErrBrokenBarrier)
	}
}

func requirePassed(t *testing.T, got []passage) {
	t.Helper()
	places := make([]int, len(got))
	want := make([]int, len(got))
	for i, p := range got {
		require.NoError(t, p.err)
		places[i], want[i] = p.place, i
	}
	require.ElementsMatch(t, want, places)
}

func TestBarrierParties(t *testing.T) {
	for _, n := range []int{0, -1} {
		requireMisuse(t, primitives.ErrValue, primitives.ErrParties, "parties must be >= 1",
			func() { primitives.NewBarrier(n) })
	}
	require.Equal(t, 3, primitives.NewBarrier(3).Parties())
	require.ErrorIs(t, primitives.ErrBrokenBarrier, primitives.ErrRuntime)
}

func TestBarrierAlone(t *testing.T) {
	b := primitives.NewBarrier(1)
	for range 2 {
		place, err := b.WaitTimeout(-1)
		require.NoError(t, err)
		require.Zero(t, place)
	}
}

// No party passes before all have arrived; the places are those of arrival; and the barrier begins the next round.
func TestBarrierRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := primitives.NewBarrier(5)
		for range 10 {
			early := send(4, b.Wait)
			require.Empty(t, early)
			require.Equal(t, 4, b.NWaiting())
			require.Equal(t, 4, b.Waiters())
			place, err := b.Wait()
			require.NoError(t, err)
			require.Equal(t, 4, place)
			requirePassed(t, receive(4, early))
			require.Zero(t, b.NWaiting())
			require.False(t, b.Broken())
		}
	})
}

// Lockstep: between two waits all parties see the same round.
func TestBarrierLockstep(t *testing.T) {
	for name, b := range map[string]*primitives.Barrier{
		"few":         primitives.NewBarrier(5),
		"many":        primitives.NewBarrier(20),
		"many, timed": primitives.NewBarrier(20, primitives.WithTimeout(time.Hour)),
	} {
		t.Run(name, func(t *testing.T) { lockstep(t, b) })
	}
}

func lockstep(t *testing.T, b *primitives.Barrier) {
	const rounds = 50
	parties := b.Parties()
	steps := make([]int, parties)
	var wg sync.WaitGroup
	bad := make(chan int, parties*rounds)
	for i := range parties {
		wg.Go(func() {
			for round := range rounds {
				steps[i] = round
				_, _ = b.Wait()
				for _, s := range steps {
					if s != round {
						bad <- s
					}
				}
				_, _ = b.Wait()
			}
		})
	}
	wg.Wait()
	require.Empty(t, bad)
}

// The action runs once, in the last party, before any party passes.
func TestBarrierAction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ran := 0
		var b *primitives.Barrier
		var out <-chan passage
		b = primitives.NewBarrier(3, primitives.WithAction(func() error {
			ran++
			synctest.Wait()
			if len(out) > 0 || b.NWaiting() != 3 {
				return errTest
			}
			return nil
		}))
		for round := 1; round <= 3; round++ {
			out = send(2, b.Wait)
			_, err := b.Wait()
			require.NoError(t, err)
			require.Equal(t, round, ran)
			requirePassed(t, receive(2, out))
		}
	})
}

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

// A party that the end of the round before has woken waits on for its own.
func TestBarrierSleepsAgain(t *testing.T) {
	for _, parties := range []int{2, 17} { // few, and many
		for name, wait := range map[string]func(*primitives.Barrier) (int, error){
			"wait":    (*primitives.Barrier).Wait,
			"timeout": func(b *primitives.Barrier) (int, error) { return b.WaitTimeout(time.Hour) },
			"context": func(b *primitives.Barrier) (int, error) { return b.WaitContext(context.Background()) },
		} {
			bubble(t, fmt.Sprintf("%s of %d", name, parties), func(t *testing.T) {
				b := primitives.NewBarrier(parties)
				out := send(parties-1, func() (int, error) { return wait(b) })
				for range 2 {
					b.WakeSleepers()
					synctest.Wait()
					require.Empty(t, out)
				}
				place, err := wait(b)
				requirePassed(t, append(receive(parties-1, out), passage{place, err}))
			})
		}
	}
}
