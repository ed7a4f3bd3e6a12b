package primitives_test

import (
	"context"
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
