package primitives_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// Blocking gives the GIL back however its function is left.
func TestBlockingPanics(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			require.PanicsWithValue(t, errTest, func() { main.Blocking(func() { panic(errTest) }) })
			other := start(t, main.NewThread(func(*primitives.Thread) error { return nil }))
			synctest.Wait()
			require.Equal(t, in.SwitchInterval() == 0, !other.IsAlive(), "the GIL is main's again")
			return other.Join(main)
		}))
	})
}

// Start keeps the GIL: the new thread is alive, and begins when its starter waits.
func TestStartKeepsGIL(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			begun := false
			th := start(t, main.NewThread(func(*primitives.Thread) error { begun = true; return nil }))
			synctest.Wait()
			require.False(t, begun)
			require.True(t, th.IsAlive())
			require.NoError(t, th.Join(main))
			require.True(t, begun)
			return nil
		}))
	})
}

// An acquirable is something for Thread.Acquire that remembers how it was acquired.
type acquirable struct {
	free   bool
	waited bool
	held   bool // whether its caller waited with the GIL
	in     *primitives.Interpreter
}

func (a *acquirable) TryAcquire() bool { return a.free }

func (a *acquirable) Acquire() {
	a.waited = true
	other := a.in.NewThread(nil)
	_ = other.Start()
	ended, _ := other.JoinTimeout(nil, time.Second)
	a.held = !ended
}

// What is free is had without letting go of the GIL, and what is not is waited for without it.
func TestThreadAcquire(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		for _, free := range []bool{true, false} {
			x := &acquirable{free: free, in: in}
			th := in.Attach("")
			th.Acquire(x)
			th.Detach()
			require.Equal(t, !free, x.waited)
			require.False(t, x.held)
		}
	})
}

// Locks and semaphores, acquired through the thread, under a GIL that no thread keeps while it waits.
func TestThreadAcquireContended(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var l primitives.Lock
		sem := primitives.NewSemaphore(1)
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			main.Acquire(&l)
			main.Acquire(sem)
			shared := 0
			for range 3 {
				start(t, main.NewThread(func(th *primitives.Thread) error {
					th.Acquire(&l)
					defer l.Release()
					th.Acquire(sem)
					defer sem.Release()
					shared++
					th.Compute(2 * interval)
					return nil
				}))
			}
			main.Sleep(time.Second)
			require.Equal(t, 3, l.Waiters())
			require.Zero(t, shared)
			sem.Release()
			l.Release()
			return nil
		}))
		require.False(t, l.Locked())
	})
}

// The documented deadlock: a holder of the GIL that waits for a lock by itself stops all the others.
func TestBareAcquireUnderGIL(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var l primitives.Lock
		l.Acquire()
		var freed bool
		var worked atomic.Bool
		bare := start(t, in.NewThread(func(*primitives.Thread) error {
			freed = l.AcquireTimeout(time.Second)
			return nil
		}))
		synctest.Wait()
		start(t, in.NewThread(func(*primitives.Thread) error {
			worked.Store(true)
			l.Release()
			return nil
		}))
		time.Sleep(time.Second / 2)
		synctest.Wait()
		free := in.SwitchInterval() == 0
		require.Equal(t, free, worked.Load())
		require.NoError(t, bare.Join(nil))
		require.Equal(t, free, freed)
		require.NoError(t, in.Shutdown(t.Context()))
	})
}
