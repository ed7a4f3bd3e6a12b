package primitives_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// A release lets one waiter in, and the others stay where they are.
func TestReleaseWakesOne(t *testing.T) {
	for _, kind := range kinds.Exclusives() {
		bubble(t, kind.Name, func(t *testing.T) {
			view := kind.Make()
			holder := view()
			holder.Acquire()
			entered := make(chan kinds.Exclusive, 5)
			for range 5 {
				x := view()
				go func() {
					x.Acquire()
					entered <- x
				}()
			}
			for left := 5; left > 0; left-- {
				synctest.Wait()
				require.Empty(t, entered)
				require.Equal(t, left, holder.Waiters())
				holder.Release()
				holder = <-entered
			}
			holder.Release()
		})
	}
}

// A waiter whose context is cancelled is gone at once, and the next release goes to the oldest of the others.
func TestCancelledWaiterLeavesNoTrace(t *testing.T) {
	for quitter, want := range [][]int{{1, 2}, {0, 2}, {0, 1}} {
		for _, kind := range kinds.Exclusives() {
			bubble(t, fmt.Sprint(kind.Name, "/", quitter), func(t *testing.T) {
				view := kind.Make()
				holder := view()
				holder.Acquire()
				ctx, cancel := context.WithCancelCause(t.Context())
				contexts := []context.Context{t.Context(), t.Context(), t.Context()}
				contexts[quitter] = ctx
				errs := make([]error, 3)
				var order []int
				for i := range errs {
					x := view()
					go func() {
						if errs[i] = x.AcquireContext(contexts[i]); errs[i] == nil {
							order = append(order, i)
							x.Release()
						}
					}()
					synctest.Wait()
				}
				cancel(errTest)
				synctest.Wait()
				require.Equal(t, context.Canceled, errs[quitter])
				require.Equal(t, 2, holder.Waiters())
				holder.Release()
				synctest.Wait()
				require.Equal(t, want, order)
				require.Zero(t, holder.Waiters())
				require.True(t, holder.TryAcquire())
			})
		}
	}
}

// Set followed at once by Clear ends every wait, with and without a limit.
func TestEventSetAndClearWakesEveryKind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e primitives.Event
		through := make(chan bool, 3)
		for _, wait := range []func() bool{
			func() bool { e.Wait(); return true },
			func() bool { return e.WaitTimeout(time.Hour) },
			func() bool { return e.WaitContext(t.Context()) == nil },
		} {
			go func() { through <- wait() }()
		}
		synctest.Wait()
		require.Equal(t, 3, e.Waiters())
		e.Set()
		e.Clear()
		for range 3 {
			require.True(t, <-through)
		}
		require.False(t, e.IsSet())
	})
}

// Q4: a waiter that the event's setter still found there is let through, one that was gone is not, and none is left.
func TestEventTimeoutMeetsSet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for range 200 {
			var e primitives.Event
			got := make(chan bool)
			go func() { got <- e.WaitTimeout(time.Second) }()
			time.Sleep(time.Second)
			gone := e.Waiters() == 0
			e.Set()
			if gone {
				require.False(t, <-got)
			} else {
				<-got // its time may have been up between the two calls
			}
			require.True(t, e.WaitTimeout(0))
			require.Zero(t, e.Waiters())
			require.True(t, e.Idle())
		}
	})
}

// What the types are without a constructor, as their documentation says.
func TestZeroValues(t *testing.T) {
	th, _ := twoOwners()
	var lock primitives.Lock
	require.True(t, lock.TryAcquire())
	var rlock primitives.RLock
	require.True(t, rlock.TryAcquire(th))
	var condition primitives.Condition
	require.True(t, condition.TryAcquire(th))
	var event primitives.Event
	require.False(t, event.WaitTimeout(0))
	for _, s := range []kinds.Semaphore{new(primitives.Semaphore), new(primitives.FIFOSemaphore)} {
		require.False(t, s.TryAcquire(), "no permit, where Python's default is one")
		s.Release()
		require.True(t, s.TryAcquire())
	}
	var bounded primitives.BoundedSemaphore
	require.False(t, bounded.TryAcquire())
	requireMisuse(t, primitives.ErrValue, primitives.ErrOverRelease, "Semaphore released too many times", bounded.Release)
}

// What String says, to the letter; AT is an address.
func TestReprs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter(primitives.WithoutGIL())
		lock, event := new(primitives.Lock), new(primitives.Event)
		lock.Acquire()
		event.Set()
		bounded := primitives.NewBoundedSemaphore(3)
		bounded.Acquire()
		broken := primitives.NewBarrier(2)
		broken.Abort()
		named, daemon := primitives.WithName("t"), primitives.WithDaemon(true)
		ended, sleeper := in.NewThread(nil, named, daemon), in.NewThread(func(th *primitives.Thread) error {
			th.Sleep(time.Second)
			return nil
		}, named, daemon)
		require.NoError(t, start(t, ended).Join(nil))
		defer func() { _ = start(t, sleeper).Join(nil) }()
		for _, c := range []struct {
			x    fmt.Stringer
			want string
		}{
			{new(primitives.Lock), "<unlocked primitives.Lock object at AT>"},
			{lock, "<locked primitives.Lock object at AT>"},
			{new(primitives.RLock), "<unlocked primitives.RLock object owner=0x0 at AT>"},
			{new(primitives.Condition), "<Condition(<unlocked primitives.RLock object owner=0x0 at AT>, 0)>"},
			{new(primitives.Event), "<primitives.Event at AT: unset>"},
			{event, "<primitives.Event at AT: set>"},
			{primitives.NewSemaphore(3), "<primitives.Semaphore at AT: value=3>"},
			{bounded, "<primitives.BoundedSemaphore at AT: value=2/3>"},
			{primitives.NewBarrier(3), "<primitives.Barrier at AT: waiters=0/3>"},
			{broken, "<primitives.Barrier at AT: broken>"},
			{in.NewThread(nil, named), "<Thread(t, initial)>"},
			{sleeper, "<Thread(t, initial daemon)>"},
			{ended, "<Thread(t, stopped daemon 2)>"},
		} {
			want := strings.ReplaceAll(regexp.QuoteMeta(c.want), "AT", "0x[0-9a-f]+")
			require.Regexp(t, "^"+want+"$", c.x.String())
		}
	})
}
