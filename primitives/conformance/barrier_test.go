package conformance_test

import (
	"fmt"
	"sync/atomic"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// A crossing is how one party's wait ended.
type crossing struct {
	place  int
	broken bool
}

// A barrierLike is what BarrierTests needs of a Barrier.
type barrierLike interface {
	kinds.Barrier
	fmt.Stringer
}

func cross(b kinds.Barrier) crossing {
	place, err := b.Wait()
	return crossing{place, err == primitives.ErrBrokenBarrier}
}

// parties runs f for each of five goroutines, and returns what they returned when all have.
func parties(f func(i int) crossing) []crossing {
	results := make([]crossing, 5)
	done := make(chan int)
	for i := range results {
		go func() {
			results[i] = f(i)
			done <- i
		}()
	}
	for range results {
		<-done
	}
	return results
}

// allPass demands that five parties pass b.
func allPass(t tester, b barrierLike) {
	t.Helper()
	places := make([]bool, 5)
	for _, c := range parties(func(int) crossing { return cross(b) }) {
		require.False(t, c.broken)
		places[c.place] = true
	}
	require.Equal(t, []bool{true, true, true, true, true}, places)
	require.Equal(t, 0, b.NWaiting())
	require.False(t, b.Broken())
}

// allBroken demands that no party passed.
func allBroken(t tester, results []crossing) {
	t.Helper()
	no := crossing{-1, true}
	require.Equal(t, []crossing{no, no, no, no, no}, results)
}

func barrierFacts() []fact {
	return barrierFactsOf(func(n int, opts ...primitives.BarrierOption) barrierLike {
		return primitives.NewBarrier(n, opts...)
	})
}

func barrierFactsOf(create func(n int, opts ...primitives.BarrierOption) barrierLike) []fact {
	const class = "BarrierTests"
	five := func(opts ...primitives.BarrierOption) barrierLike { return create(5, opts...) }
	return []fact{
		{class, "test_constructor", pass, "", func(t tester) {
			misuse(t, primitives.ErrParties, func() { create(0) })
			misuse(t, primitives.ErrParties, func() { create(-1) })
		}},
		{class, "test_barrier", pass, "", func(t tester) { lockstep(t, five(), 1) }},
		{class, "test_barrier_10", pass, "", func(t tester) { lockstep(t, five(), 10) }},
		{class, "test_wait_return", pass, "", func(t tester) { allPass(t, five()) }},
		{class, "test_action", pass, "", func(t tester) {
			ran := 0
			b := five(primitives.WithAction(func() error { ran++; return nil }))
			seen := make([]int, 5)
			parties(func(i int) crossing {
				c := cross(b)
				seen[i] = ran
				return c
			})
			require.Equal(t, []int{1, 1, 1, 1, 1}, seen)
		}},
		{class, "test_abort", pass, "", func(t tester) {
			b := five()
			allBroken(t, parties(func(i int) crossing { return abortAt(b, i) }))
			require.True(t, b.Broken())
		}},
		{class, "test_reset", pass, "", func(t tester) {
			b := five()
			allBroken(t, parties(func(i int) crossing { return resetAt(b, i) }))
			allPass(t, b)
		}},
		{class, "test_abort_and_reset", pass, "", func(t tester) {
			b := five()
			allBroken(t, parties(func(i int) crossing { return abortAt(b, i) }))
			b.Reset()
			allPass(t, b)
		}},
		{class, "test_timeout", pass, "", func(t tester) {
			b := five()
			begun := time.Now()
			allBroken(t, parties(func(i int) crossing {
				if i == 2 {
					time.Sleep(time.Second)
				}
				place, err := b.WaitTimeout(500 * time.Millisecond)
				return crossing{place, err == primitives.ErrBrokenBarrier}
			}))
			require.Equal(t, time.Second, time.Since(begun))
		}},
		{class, "test_default_timeout", pass, "", func(t tester) {
			b := five(primitives.WithTimeout(100 * time.Millisecond))
			took := make([]time.Duration, 5)
			begun := time.Now()
			allBroken(t, parties(func(i int) crossing {
				if i == 2 {
					time.Sleep(time.Second)
					return cross(b)
				}
				c := cross(b)
				took[i] = time.Since(begun)
				return c
			}))
			const limit = 100 * time.Millisecond
			require.Equal(t, []time.Duration{limit, limit, 0, limit, limit}, took)
		}},
		{class, "test_single_thread", pass, "", func(t tester) {
			b := create(1)
			for range 2 {
				require.Equal(t, crossing{0, false}, cross(b))
			}
		}},
		{class, "test_repr", adapted, "String, with this package's names", func(t tester) { barrierRepr(t, create(3)) }},
	}
}

// lockstep has five parties pass b so many times: none is ever a round ahead of the barrier.
func lockstep(t tester, b barrierLike, rounds int) {
	arrived := make([]atomic.Int64, 5) // the barrier may be a planted one
	early := make([]bool, 5)
	parties(func(i int) crossing {
		for round := range rounds {
			time.Sleep(time.Duration(i) * time.Millisecond)
			arrived[i].Store(int64(round + 1))
			cross(b)
			for j := range arrived {
				early[i] = early[i] || arrived[j].Load() < int64(round+1)
			}
			cross(b) // until all have looked
		}
		return crossing{}
	})
	require.Equal(t, make([]bool, 5), early)
	for i := range arrived {
		require.EqualValues(t, rounds, arrived[i].Load())
	}
	require.Equal(t, 0, b.NWaiting())
	require.False(t, b.Broken())
}

// abortAt waits at b, but the third party, when all others do, aborts instead, and tries then.
func abortAt(b barrierLike, i int) crossing {
	if i == 2 {
		waitForFourParties(b)
		b.Abort()
	}
	return cross(b)
}

// resetAt waits at b, but the third party, when all others do, resets it instead.
func resetAt(b barrierLike, i int) crossing {
	if i == 2 {
		waitForFourParties(b)
		b.Reset()
		return crossing{-1, true}
	}
	return cross(b)
}

// waitForFourParties waits until they are there, or for so long that they never will.
func waitForFourParties(b barrierLike) {
	for end := time.Now().Add(time.Second); b.NWaiting() < 4 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
}

func barrierRepr(t tester, b barrierLike) {
	require.Regexp(t, `^<.*Barrier at 0x[0-9a-f]+: waiters=0/3>$`, b.String())
	for range 2 {
		go cross(b)
	}
	synctest.Wait()
	require.Regexp(t, `: waiters=2/3>$`, b.String())
	cross(b)
	require.Regexp(t, `: waiters=0/3>$`, b.String())
	b.Abort()
	require.Regexp(t, `: broken>$`, b.String())
}
