package conformance_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A failer is a T on which a check may fail.
type failer struct{ failed bool }

func (f *failer) Errorf(string, ...any) { f.failed = true }
func (f *failer) FailNow()              { f.failed = true; runtime.Goexit() }
func (f *failer) Helper()               {}

// hung is longer than any check waits: if nothing has happened for so long in fake time, nothing will.
const hung = 1000 * time.Hour

// failsCheck reports whether a check fails or never returns, and releases the goroutines that still wait.
func failsCheck(check func(tester), freeAll func()) bool {
	f := new(failer)
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { f.failed = recover() != nil || f.failed }()
		check(f)
	}()
	stuck := false
	select {
	case <-done:
	case <-time.After(hung):
		stuck = true
		synctest.Wait() // for the race detector: what the check has done comes before this
		freeAll()
		<-done
	}
	freeAll()
	time.Sleep(time.Hour) // for those that sleep
	synctest.Wait()
	return f.failed || stuck
}

// A mistake is the facts about a broken type, and the names of those that fail.
type mistake struct {
	name  string
	facts []fact
	fail  []string
}

// requireSeen demands that just these facts fail. *free, which the facts' makers set, releases every waiting goroutine.
func requireSeen(t *testing.T, free *func(), mistakes []mistake) {
	for _, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			var got []string
			for _, f := range m.facts {
				if f.verdict == notApplicable {
					continue
				}
				synctest.Test(t, func(*testing.T) {
					*free = func() {}
					if failsCheck(f.check, func() { (*free)() }) {
						got = append(got, f.test)
					}
				})
			}
			require.ElementsMatch(t, m.fail, got)
		})
	}
}

// The checks see types that are broken: each mistake fails these of its class, and no others.
func TestConformanceSeesMistakes(t *testing.T) {
	var free func() // releases every goroutine that waits for the mistaken object
	locks := func(create func() seat) []fact {
		k := lockKinds[0]
		k.make = func(*primitives.Interpreter) func() seat {
			l := create()
			return func() seat { return l }
		}
		return append(baseLockFacts(k), plainLockFacts(k)...)
	}
	shallow := lockKinds[1]
	shallow.make = func(in *primitives.Interpreter) func() seat {
		view := rlockSeats(in)
		return func() seat { return &shallowSeat{view().(*rlockSeat)} }
	}
	semaphores := func(create func(n int) permits) []fact { return baseSemaphoreFacts("", create) }
	requireSeen(t, &free, []mistake{
		{"nothing", append(lockFacts(), eventFacts()...), nil},
		{
			"a Lock that does not exclude", locks(func() seat { return new(openLock) }),
			[]string{"test_try_acquire_contended", "test_acquire_contended", "test_timeout", "test_reacquire", "test_state_after_timeout"},
		},
		{
			"a Lock that stays locked after a timeout", locks(func() seat { return new(stickyLock) }),
			[]string{"test_state_after_timeout"},
		},
		{
			"an RLock that is free after one release", rlockFacts(shallow),
			[]string{
				"test_reacquire", "test_release_unacquired", "test_release_save_unacquired", "test_recursion_count",
				"test__is_owned",
			},
		},
		{
			"a Semaphore that forgets a permit", semaphores(func(n int) permits {
				s := &forgetfulSemaphore{permits: primitives.NewSemaphore(n)}
				free = func() { s.permits.ReleaseN(100) }
				return s
			}),
			[]string{"test_multirelease"},
		},
		{
			"a Semaphore that has one too many", semaphores(func(n int) permits {
				s := primitives.NewSemaphore(n + 1)
				free = func() { s.ReleaseN(100) }
				return s
			}),
			[]string{
				"test_constructor", "test_acquire", "test_acquire_contended", "test_multirelease", "test_try_acquire",
				"test_try_acquire_contended", "test_acquire_timeout", "test_default_value", "test_with",
			},
		},
		{
			"an Event that forgets its waiters", eventFactsOf(func() eventLike {
				e := new(forgetfulEvent)
				free = e.Event.Set
				return e
			}),
			[]string{"test_notify", "test_set_and_clear"},
		},
		{
			"an Event that does not clear", eventFactsOf(func() eventLike { return new(stuckEvent) }),
			[]string{"test_is_set", "test_notify", "test_set_and_clear"},
		},
	})
}

// An openLock excludes no caller.
type openLock struct {
	primitives.Lock
	n int
	m sync.Mutex
}

func (l *openLock) Acquire()                          { l.add(1) }
func (l *openLock) TryAcquire() bool                  { l.add(1); return true }
func (l *openLock) AcquireTimeout(time.Duration) bool { l.add(1); return true }
func (l *openLock) Release()                          { l.add(-1) }
func (l *openLock) Locked() bool                      { l.m.Lock(); defer l.m.Unlock(); return l.n > 0 }

func (l *openLock) add(n int) {
	l.m.Lock()
	defer l.m.Unlock()
	l.n += n
}

func (l *openLock) String() string {
	if l.Locked() {
		return fmt.Sprintf("<locked open object at %p>", l)
	}
	return fmt.Sprintf("<unlocked open object at %p>", l)
}

// A stickyLock cannot be acquired any more once a wait for it has given up.
type stickyLock struct {
	primitives.Lock
	stuck bool
}

func (l *stickyLock) AcquireTimeout(d time.Duration) bool {
	ok := l.Lock.AcquireTimeout(d)
	l.stuck = !ok && d > 0
	return ok
}

func (l *stickyLock) TryAcquire() bool { return !l.stuck && l.Lock.TryAcquire() }

// A shallowSeat gives up an RLock at once, however often it has been acquired.
type shallowSeat struct{ *rlockSeat }

func (s *shallowSeat) Release() {
	depth := s.count()
	if depth == 0 {
		panic(primitives.ErrReleaseUnacquired)
	}
	for range depth {
		s.rlockSeat.Release()
	}
}

// A forgetfulSemaphore gives back one permit less than it should, if they are several.
type forgetfulSemaphore struct{ permits }

func (s *forgetfulSemaphore) ReleaseN(n int) { s.permits.ReleaseN(n - 1) }

// A forgetfulEvent does not wake its waiters.
type forgetfulEvent struct {
	primitives.Event
	flag primitives.Event
}

func (e *forgetfulEvent) Set()        { e.flag.Set() }
func (e *forgetfulEvent) Clear()      { e.flag.Clear() }
func (e *forgetfulEvent) IsSet() bool { return e.flag.IsSet() }

func (e *forgetfulEvent) Wait() {
	if !e.flag.IsSet() {
		e.Event.Wait()
	}
}

func (e *forgetfulEvent) WaitTimeout(d time.Duration) bool {
	return e.flag.IsSet() || e.Event.WaitTimeout(d)
}

func (e *forgetfulEvent) String() string { return e.flag.String() }

// A stuckEvent stays set.
type stuckEvent struct{ primitives.Event }

func (e *stuckEvent) Clear() {}
