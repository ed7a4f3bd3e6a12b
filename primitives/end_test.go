package primitives_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A taking is a way in which a thread acquires something, and how any thread tries to and releases it.
type taking struct {
	name    string
	acquire func(t *primitives.Thread)
	release func(t *primitives.Thread)
	try     func(t *primitives.Thread) bool
}

// takings are all ways to acquire in which a thread may have to wait, each with an object of its own.
func takings() []taking {
	const long = time.Hour
	background := context.Background()
	var all []taking
	add := func(name string, x interface {
		TryAcquire() bool
		Acquire()
		AcquireTimeout(time.Duration) bool
		AcquireContext(context.Context) error
		Release()
	},
	) {
		release := func(*primitives.Thread) { x.Release() }
		free := func(*primitives.Thread) bool { return x.TryAcquire() }
		all = append(
			all,
			taking{name, func(t *primitives.Thread) { t.Acquire(x) }, release, free},
			taking{name + ", timeout", func(t *primitives.Thread) { t.AcquireTimeout(x, long) }, release, free},
			taking{name + ", context", func(t *primitives.Thread) { _ = t.AcquireContext(background, x) }, release, free},
		)
	}
	add("Lock", new(primitives.Lock))
	add("Semaphore", primitives.NewSemaphore(1))
	add("BoundedSemaphore", primitives.NewBoundedSemaphore(1))
	add("FIFOSemaphore", primitives.NewFIFOSemaphore(1))
	owned := func(name string, x interface {
		Acquire(*primitives.Thread)
		AcquireTimeout(*primitives.Thread, time.Duration) bool
		AcquireContext(context.Context, *primitives.Thread) error
		TryAcquire(*primitives.Thread) bool
		Release(*primitives.Thread)
	},
	) {
		all = append(
			all,
			taking{name, x.Acquire, x.Release, x.TryAcquire},
			taking{name + ", timeout", func(t *primitives.Thread) { x.AcquireTimeout(t, long) }, x.Release, x.TryAcquire},
			taking{name + ", context", func(t *primitives.Thread) { _ = x.AcquireContext(background, t) }, x.Release, x.TryAcquire},
		)
	}
	owned("RLock", new(primitives.RLock))
	owned("Condition", new(primitives.Condition))
	owned("Condition over a Lock", primitives.NewCondition(new(primitives.Lock)))
	return all
}

// A daemon that ends inside an acquire, having been given what it waited for, leaves it to others.
func TestDaemonEndsInsideAcquire(t *testing.T) {
	for _, way := range takings() {
		t.Run(way.name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				outside := primitives.NewInterpreter(primitives.WithoutGIL()).Attach("outside")
				require.True(t, way.try(outside))
				got := false
				require.NoError(t, in.Run(func(main *primitives.Thread) error {
					start(t, main.NewThread(func(th *primitives.Thread) error {
						way.acquire(th)
						got = true
						way.release(th)
						return nil
					}, primitives.WithDaemon(true)))
					main.Sleep(time.Second)
					return nil
				}))
				way.release(outside)
				synctest.Wait()
				require.False(t, got, "a daemon went on after the end")
				require.True(t, way.try(outside), "lost with the daemon")
				way.release(outside)
			})
		})
	}
}

// A daemon that ends inside a wait of a condition has the lock, which a deferred call releases.
func TestDaemonEndsInsideConditionWait(t *testing.T) {
	for _, kind := range conditions {
		t.Run(kind.name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				cond := kind.make()
				require.NoError(t, in.Run(func(main *primitives.Thread) error {
					start(t, main.NewThread(func(th *primitives.Thread) error {
						cond.Acquire(th)
						defer cond.Release(th)
						cond.Wait(th)
						t.Error("went on after the end")
						return nil
					}, primitives.WithDaemon(true)))
					main.Sleep(time.Second)
					return nil
				}))
				outside := primitives.NewInterpreter(primitives.WithoutGIL()).Attach("outside")
				cond.Acquire(outside)
				cond.NotifyAll(outside)
				cond.Release(outside)
				synctest.Wait()
				require.True(t, cond.TryAcquire(outside))
				cond.Release(outside)
			})
		})
	}
}

// An acquire without a limit that panics has nothing to give back, and the thread has its GIL again.
func TestAcquirePanics(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			require.PanicsWithValue(t, errTest, func() { main.Acquire(failing{}) })
			main.Sleep(time.Second)
			return nil
		}))
	})
}

type failing struct{}

func (failing) TryAcquire() bool { return false }
func (failing) Acquire()         { panic(errTest) }
func (failing) Release()         { panic("it was not acquired") }

func TestThreadAcquireForms(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var lock primitives.Lock
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			ended, cancel := context.WithCancel(t.Context())
			cancel()
			require.True(t, main.AcquireTimeout(&lock, 0), "free")
			require.False(t, main.AcquireTimeout(&lock, 0))
			begun := time.Now()
			require.False(t, main.AcquireTimeout(&lock, time.Second))
			require.Equal(t, time.Second, time.Since(begun))
			require.ErrorIs(t, main.AcquireContext(ended, &lock), context.Canceled)
			lock.Release()
			require.NoError(t, main.AcquireContext(ended, &lock), "free")
			other := start(t, main.NewThread(func(th *primitives.Thread) error {
				require.NoError(t, th.AcquireContext(t.Context(), &lock))
				return nil
			}))
			main.Sleep(time.Second)
			lock.Release()
			return other.Join(main)
		}))
	})
}
