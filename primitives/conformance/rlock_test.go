package conformance_test

import (
	"context"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A conditionSeat is one caller's view of a condition as of the RLock that it is built over.
type conditionSeat struct {
	c *primitives.Condition
	l *primitives.RLock
	t *primitives.Thread
}

func (s *conditionSeat) Acquire()                            { s.c.Acquire(s.t) }
func (s *conditionSeat) TryAcquire() bool                    { return s.c.TryAcquire(s.t) }
func (s *conditionSeat) AcquireTimeout(d time.Duration) bool { return s.c.AcquireTimeout(s.t, d) }
func (s *conditionSeat) Release()                            { s.c.Release(s.t) }
func (s *conditionSeat) Waiters() int                        { return s.l.Waiters() }
func (s *conditionSeat) String() string                      { return s.c.String() }
func (s *conditionSeat) owned() bool                         { return s.c.IsOwned(s.t) }
func (s *conditionSeat) count() int                          { return s.l.RecursionCount(s.t) }
func (s *conditionSeat) wait()                               { s.c.WaitTimeout(s.t, 0) }

func (s *conditionSeat) AcquireContext(ctx context.Context) error {
	return s.c.AcquireContext(ctx, s.t)
}

func conditionSeats(in *primitives.Interpreter) func() seat {
	l := new(primitives.RLock)
	c := primitives.NewCondition(l)
	return func() seat { return &conditionSeat{c, l, in.NewThread(nil)} }
}

// rlockFacts is what RLockTests adds, of an RLock or of a condition.
func rlockFacts(k lockKind) []fact {
	two := func() (a, b reentrant) {
		s := k.seats(2)
		return s[0].(reentrant), s[1].(reentrant)
	}
	const caller = "the caller is named"
	recursion := fact{k.class, "test_recursion_count", adapted, caller, func(t tester) { recursionCount(t, two) }}
	if k.class == "ConditionAsRLockTests" {
		recursion = fact{k.class, "test_recursion_count", notApplicable, "a Condition counts nothing; CPython skips it too", nil}
	}
	return []fact{
		{k.class, "test_reacquire", adapted, caller, func(t tester) {
			a, b := two()
			a.Acquire()
			a.Acquire()
			a.Release()
			a.Acquire()
			a.Release()
			require.False(t, b.TryAcquire())
			a.Release()
			require.True(t, b.TryAcquire())
		}},
		{k.class, "test_release_unacquired", adapted, caller + "; misuse panics", func(t tester) {
			a, _ := two()
			misuse(t, primitives.ErrReleaseUnacquired, a.Release)
			for range 3 {
				a.Acquire()
			}
			for range 3 {
				a.Release()
			}
			misuse(t, primitives.ErrReleaseUnacquired, a.Release)
		}},
		{k.class, "test_release_save_unacquired", adapted, "by a Condition's wait, which makes the private call; misuse panics", func(t tester) {
			a, b := two()
			misuse(t, primitives.ErrWaitUnacquired, a.wait)
			for range 3 {
				a.Acquire()
			}
			misuse(t, primitives.ErrWaitUnacquired, b.wait) // CPython's does release another's
			for range 3 {
				a.Release()
			}
			misuse(t, primitives.ErrWaitUnacquired, a.wait)
		}},
		recursion,
		{k.class, "test_different_thread", adapted, caller + "; misuse panics", func(t tester) {
			a, b := two()
			a.Acquire()
			misuse(t, primitives.ErrReleaseUnacquired, b.Release)
			require.True(t, a.owned())
			a.Release()
		}},
		{k.class, "test__is_owned", adapted, "IsOwned; " + caller, func(t tester) {
			a, b := two()
			require.False(t, a.owned())
			a.Acquire()
			require.True(t, a.owned())
			a.Acquire()
			require.True(t, a.owned())
			require.False(t, b.owned())
			a.Release()
			require.True(t, a.owned())
			a.Release()
			require.False(t, a.owned())
		}},
	}
}

func recursionCount(t tester, two func() (a, b reentrant)) {
	a, b := two()
	expect := func(want int) {
		t.Helper()
		require.Equal(t, want, a.count())
		require.Equal(t, 0, b.count())
	}
	expect(0)
	a.Acquire()
	expect(1)
	a.Acquire()
	a.Acquire()
	expect(3)
	a.Release()
	expect(2)
	a.Release()
	a.Release()
	expect(0)
}

// misuse demands that f panics with that error value, and with the kind and text that it has in Python.
func misuse(t tester, want error, f func()) {
	t.Helper()
	require.PanicsWithValue(t, want, f)
}
