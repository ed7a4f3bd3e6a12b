package conformance_test

import (
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A permits is what the semaphores' tests need of a semaphore.
type permits interface {
	Acquire()
	TryAcquire() bool
	AcquireTimeout(d time.Duration) bool
	Release()
	ReleaseN(n int)
	Waiters() int
	fmt.Stringer
}

func semaphoreFacts() (facts []fact) {
	facts = append(facts, baseSemaphoreFacts("SemaphoreTests", func(n int) permits { return primitives.NewSemaphore(n) })...)
	facts = append(facts, []fact{
		{"SemaphoreTests", "test_release_unacquired", pass, "", func(t tester) {
			s := primitives.NewSemaphore(1)
			s.Release()
			for range 2 {
				s.Acquire()
			}
			require.False(t, s.TryAcquire())
		}},
		{"SemaphoreTests", "test_repr", adapted, "String, with this package's names", func(t tester) {
			s := primitives.NewSemaphore(3)
			require.Regexp(t, `^<.*Semaphore at 0x[0-9a-f]+: value=3>$`, s.String())
			s.Acquire()
			require.Regexp(t, `: value=2>$`, s.String())
			s.ReleaseN(2)
			require.Regexp(t, `: value=4>$`, s.String())
		}},
	}...)
	facts = append(facts, baseSemaphoreFacts("BoundedSemaphoreTests", func(n int) permits { return primitives.NewBoundedSemaphore(n) })...)
	return append(facts, []fact{
		{"BoundedSemaphoreTests", "test_release_unacquired", pass, "", func(t tester) {
			s := primitives.NewBoundedSemaphore(1)
			misuse(t, primitives.ErrOverRelease, s.Release)
			s.Acquire()
			s.Release()
			misuse(t, primitives.ErrOverRelease, s.Release)
		}},
		{"BoundedSemaphoreTests", "test_repr", adapted, "String, with this package's names", func(t tester) {
			s := primitives.NewBoundedSemaphore(3)
			require.Regexp(t, `^<.*BoundedSemaphore at 0x[0-9a-f]+: value=3/3>$`, s.String())
			s.Acquire()
			require.Regexp(t, `: value=2/3>$`, s.String())
		}},
	}...)
}

// baseSemaphoreFacts is BaseSemaphoreTests.
func baseSemaphoreFacts(class string, create func(n int) permits) []fact {
	return []fact{
		{class, "test_constructor", pass, "", func(t tester) {
			misuse(t, primitives.ErrSemaphoreValue, func() { create(-1) })
			misuse(t, primitives.ErrSemaphoreValue, func() { create(math.MinInt) })
		}},
		{class, "test_acquire", pass, "", func(t tester) {
			for _, n := range []int{1, 2} {
				s := create(n)
				for range 2 {
					s.Acquire()
					s.Release()
				}
				for range n {
					s.Acquire()
				}
				require.False(t, s.TryAcquire())
			}
		}},
		{class, "test_acquire_destroy", adapted, "dropped and collected", func(tester) {
			create(1).Acquire()
			runtime.GC()
		}},
		{class, "test_acquire_contended", pass, "", func(t tester) {
			acquireContended(t, create(7), func(s permits, n int) {
				for range n {
					s.Release()
				}
			})
		}},
		{class, "test_multirelease", pass, "", func(t tester) { acquireContended(t, create(7), permits.ReleaseN) }},
		{class, "test_try_acquire", pass, "", func(t tester) {
			s := create(2)
			for _, want := range []bool{true, true, false} {
				require.Equal(t, want, s.TryAcquire())
			}
			s.Release()
			require.True(t, s.TryAcquire())
		}},
		{class, "test_try_acquire_contended", pass, "", func(t tester) { tryAcquireContended(t, create(4)) }},
		{
			class, "test_acquire_timeout", adapted, "a try has no timeout to refuse",
			func(t tester) { acquireTimeout(t, create(2)) },
		},
		{class, "test_default_value", adapted, "no default: the constructor is told 1", func(t tester) {
			s := create(1)
			s.Acquire()
			got := false
			go func() {
				s.Acquire()
				got = true
			}()
			synctest.Wait()
			require.False(t, got)
			s.Release()
			synctest.Wait()
			require.True(t, got)
		}},
		{
			class, "test_with", adapted, "Acquire and a deferred Release; an exception is a panic",
			func(t tester) { semaphoreWith(t, create(2)) },
		},
	}
}

// acquireContended holds one of seven permits, has ten goroutines take two each, and gives back 7 and 6: 6, 7 and 6 get in.
func acquireContended(t tester, s permits, release func(s permits, n int)) {
	s.Acquire()
	var got atomic.Int32
	for range 10 {
		go func() {
			for range 2 {
				s.Acquire()
				got.Add(1)
			}
		}()
	}
	synctest.Wait()
	require.EqualValues(t, 6, got.Load())
	release(s, 7)
	synctest.Wait()
	require.EqualValues(t, 13, got.Load())
	release(s, 6)
	synctest.Wait()
	require.EqualValues(t, 19, got.Load())
	require.Equal(t, 1, s.Waiters())
	require.False(t, s.TryAcquire())
	s.Release()
	synctest.Wait()
	require.EqualValues(t, 20, got.Load())
}

func tryAcquireContended(t tester, s permits) {
	s.Acquire()
	var results [5][2]bool
	var wg sync.WaitGroup
	for i := range results {
		wg.Go(func() { results[i] = [2]bool{s.TryAcquire(), s.TryAcquire()} })
	}
	wg.Wait()
	count := map[bool]int{}
	for _, r := range results {
		count[r[0]]++
		count[r[1]]++
	}
	require.Equal(t, map[bool]int{true: 3, false: 7}, count)
}

func acquireTimeout(t tester, s permits) {
	require.True(t, s.AcquireTimeout(5*time.Millisecond))
	require.True(t, s.AcquireTimeout(5*time.Millisecond))
	begun := time.Now()
	require.False(t, s.AcquireTimeout(5*time.Millisecond))
	require.Equal(t, 5*time.Millisecond, time.Since(begun))
	s.Release()
	require.True(t, s.AcquireTimeout(5*time.Millisecond))
	begun = time.Now()
	require.False(t, s.AcquireTimeout(500*time.Millisecond))
	require.Equal(t, 500*time.Millisecond, time.Since(begun))
}

func semaphoreWith(t tester, s permits) {
	left := func(want int) {
		t.Helper()
		n := 0
		for s.TryAcquire() {
			n++
		}
		for range n {
			s.Release()
		}
		require.Equal(t, want, n)
	}
	with := func(body func()) (caught any) {
		defer func() { caught = recover() }()
		s.Acquire()
		defer s.Release()
		body()
		return nil
	}
	require.Nil(t, with(func() {
		left(1)
		require.Nil(t, with(func() { left(0) }))
		left(1)
		require.Equal(t, errTest, with(func() { panic(errTest) }))
		left(1)
	}))
	left(2)
}
