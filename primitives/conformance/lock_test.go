package conformance_test

import (
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"
	"weak"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// A seat is one caller's view of a lock.
type seat interface {
	kinds.Exclusive
	fmt.Stringer
}

// A lockKind is a type that BaseLockTests is run on. Each call makes a lock and returns a function that makes seats at it.
type lockKind struct {
	class string
	make  func(in *primitives.Interpreter) func() seat
	weak  func() (alive func() bool, keep func())
}

var lockKinds = []lockKind{
	{"LockTests", func(*primitives.Interpreter) func() seat {
		l := new(primitives.Lock)
		return func() seat { return l }
	}, func() (func() bool, func()) { return weakly(new(primitives.Lock)) }},
	{"RLockTests", rlockSeats, func() (func() bool, func()) { return weakly(new(primitives.RLock)) }},
	{"ConditionAsRLockTests", conditionSeats, func() (func() bool, func()) { return weakly(primitives.NewCondition(nil)) }},
}

// weakly returns whether x is alive, and a reference that keeps it alive.
func weakly[T any](x *T) (alive func() bool, keep func()) {
	w := weak.Make(x)
	return func() bool { return w.Value() != nil }, func() { runtime.KeepAlive(x) }
}

// A reentrant is a seat at a lock that has an owner.
type reentrant interface {
	seat
	owned() bool
	count() int
	wait()
}

type rlockSeat struct{ kinds.RLockView }

func (s *rlockSeat) String() string { return s.Lock.String() }
func (s *rlockSeat) owned() bool    { return s.Lock.IsOwned(s.Owner) }
func (s *rlockSeat) count() int     { return s.Lock.RecursionCount(s.Owner) }
func (s *rlockSeat) wait()          { primitives.NewCondition(s.Lock).WaitTimeout(s.Owner, 0) }

func rlockSeats(in *primitives.Interpreter) func() seat {
	l := new(primitives.RLock)
	return func() seat { return &rlockSeat{kinds.RLockView{Lock: l, Owner: in.NewThread(nil)}} }
}

func lockFacts() (facts []fact) {
	for _, k := range lockKinds {
		facts = append(facts, baseLockFacts(k)...)
		if k.class == "LockTests" {
			facts = append(facts, plainLockFacts(k)...)
		} else {
			facts = append(facts, rlockFacts(k)...)
		}
	}
	return facts
}

func (k lockKind) seats(n int) []seat {
	view := k.make(primitives.NewInterpreter(primitives.WithoutGIL()))
	seats := make([]seat, n)
	for i := range seats {
		seats[i] = view()
	}
	return seats
}

// baseLockFacts is BaseLockTests.
func baseLockFacts(k lockKind) []fact {
	owner := ""
	if k.class != "LockTests" {
		owner = "the caller is named"
	}
	plain := func(name string, check func(tester)) fact {
		if owner != "" {
			return fact{k.class, name, adapted, owner, check}
		}
		return fact{k.class, name, pass, "", check}
	}
	return []fact{
		{k.class, "test_constructor", pass, "", func(t tester) { require.NotNil(t, k.seats(1)[0]) }},
		{k.class, "test_repr", adapted, "String, with this package's names", func(t tester) {
			require.Regexp(t, `<unlocked .* object .*at 0x[0-9a-f]+`, k.seats(1)[0].String())
		}},
		{k.class, "test_locked_repr", adapted, "String, with this package's names; an RLock's without the count", func(t tester) {
			s := k.seats(1)[0]
			s.Acquire()
			require.Regexp(t, `<locked .* object .*at 0x[0-9a-f]+`, s.String())
		}},
		{k.class, "test_acquire_destroy", adapted, "dropped and collected", func(tester) {
			k.seats(1)[0].Acquire()
			runtime.GC()
		}},
		plain("test_acquire_release", func(t tester) {
			s := k.seats(1)[0]
			s.Acquire()
			s.Release()
			require.True(t, s.TryAcquire())
		}),
		plain("test_try_acquire", func(t tester) {
			s := k.seats(1)[0]
			require.True(t, s.TryAcquire())
			s.Release()
		}),
		plain("test_try_acquire_contended", func(t tester) {
			s := k.seats(2)
			s[0].Acquire()
			var got bool
			var wg sync.WaitGroup
			wg.Go(func() { got = s[1].TryAcquire() })
			wg.Wait()
			require.False(t, got)
		}),
		plain("test_acquire_contended", k.contended),
		{k.class, "test_with", adapted, "Acquire and a deferred Release; an exception is a panic", k.with},
		{k.class, "test_thread_leak", adapted, "bare goroutines; an owner's Thread is not started", k.threadLeak},
		{
			k.class, "test_timeout", adapted,
			"a negative timeout means not to wait; the largest Duration is the largest timeout, so none overflows", k.timeout,
		},
		{k.class, "test_weakref_exists", adapted, "weak.Pointer", func(t tester) {
			alive, keep := k.weak()
			runtime.GC()
			require.True(t, alive())
			keep()
		}},
		{k.class, "test_weakref_deleted", adapted, "weak.Pointer", func(t tester) {
			alive, _ := k.weak()
			runtime.GC()
			require.False(t, alive())
		}},
	}
}

func (k lockKind) contended(t tester) {
	s := k.seats(6)
	s[0].Acquire()
	var done atomic.Int32 // the lock may be a planted one
	for _, waiter := range s[1:] {
		go func() {
			waiter.Acquire()
			done.Add(1)
			waiter.Release()
		}()
	}
	synctest.Wait()
	require.EqualValues(t, 0, done.Load())
	require.Equal(t, 5, s[0].Waiters())
	s[0].Release()
	synctest.Wait()
	require.EqualValues(t, 5, done.Load())
}

func (k lockKind) with(t tester) {
	s := k.seats(2)
	with := func(body func()) (caught any) {
		defer func() { caught = recover() }()
		s[0].Acquire()
		defer s[0].Release()
		body()
		return nil
	}
	free := func() {
		t.Helper()
		require.True(t, s[1].TryAcquire())
		s[1].Release()
	}
	require.Nil(t, with(func() {}))
	free()
	require.Equal(t, errTest, with(func() { panic(errTest) }))
	free()
}

func (k lockKind) threadLeak(t tester) {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	view := k.make(in)
	var wg sync.WaitGroup
	for range 15 {
		s := view()
		wg.Go(func() {
			s.Acquire()
			s.Release()
		})
	}
	wg.Wait()
	require.Len(t, in.Threads(), 1)
}

func (k lockKind) timeout(t tester) {
	s := k.seats(2)
	begun := time.Now()
	require.True(t, s[0].AcquireTimeout(math.MaxInt64))
	s[0].Release()
	require.True(t, s[0].AcquireTimeout(5*time.Second))
	require.Equal(t, time.Duration(0), time.Since(begun))
	for _, limit := range []time.Duration{500 * time.Millisecond, -100 * time.Second, -1, 0} {
		var got bool
		var took time.Duration
		var wg sync.WaitGroup
		wg.Go(func() {
			begun := time.Now()
			got = s[1].AcquireTimeout(limit)
			took = time.Since(begun)
		})
		wg.Wait()
		require.False(t, got)
		require.Equal(t, max(limit, 0), took)
	}
}

// plainLockFacts is what LockTests adds.
func plainLockFacts(k lockKind) []fact {
	const class = "LockTests"
	return []fact{
		{class, "test_reacquire", pass, "", func(t tester) {
			l := k.seats(1)[0]
			phase := 0
			go func() {
				l.Acquire()
				phase++
				l.Acquire()
				phase++
			}()
			synctest.Wait()
			require.Equal(t, 1, phase)
			l.Release()
			synctest.Wait()
			require.Equal(t, 2, phase)
		}},
		{class, "test_different_thread", pass, "", func(t tester) {
			l := k.seats(1)[0]
			l.Acquire()
			var wg sync.WaitGroup
			wg.Go(l.Release)
			wg.Wait()
			require.True(t, l.TryAcquire())
		}},
		{class, "test_state_after_timeout", pass, "", func(t tester) {
			l := k.seats(1)[0]
			l.Acquire()
			var got bool
			var wg sync.WaitGroup
			wg.Go(func() { got = l.AcquireTimeout(10 * time.Millisecond) })
			wg.Wait()
			require.False(t, got)
			l.Release()
			require.False(t, l.(interface{ Locked() bool }).Locked())
			require.True(t, l.TryAcquire())
		}},
		{class, "test_at_fork_reinit", notApplicable, "Go has no fork", nil},
	}
}
