package primitives_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

func TestSmoke(t *testing.T) {
	for _, opt := range [][]primitives.InterpreterOption{nil, {primitives.FreeThreaded()}} {
		synctest.Test(t, func(t *testing.T) {
			in := primitives.NewInterpreter(opt...)
			var l primitives.Lock
			var r primitives.RLock
			sem := primitives.NewSemaphore(2)
			fifo := primitives.NewFIFOSemaphore(2)
			cond := primitives.NewCondition(nil)
			bar := primitives.NewBarrier(4)
			var n, m, s int
			require.NoError(t, in.Run(func(main *primitives.Thread) error {
				var ts []*primitives.Thread
				for range 4 {
					th := main.NewThread(func(th *primitives.Thread) error {
						for range 1000 {
							th.Acquire(&l)
							n++
							l.Release()
							r.Acquire(th)
							r.Acquire(th)
							m++
							r.Release(th)
							r.Release(th)
							th.Acquire(sem)
							th.Checkpoint()
							sem.Release()
							th.Acquire(fifo)
							th.Compute(time.Millisecond)
							fifo.Release()
							th.Blocking(func() { bar.Wait() })
						}
						cond.Acquire(th)
						s++
						cond.NotifyAll(th)
						cond.Release(th)
						return nil
					})
					ts = append(ts, th)
					th.Start()
				}
				main.NewThread(func(th *primitives.Thread) error {
					for {
						th.Sleep(time.Second)
					}
				}, primitives.WithDaemon(true)).Start()
				cond.Acquire(main)
				cond.WaitFor(main, func() bool { return s == 4 })
				cond.Release(main)
				for _, th := range ts {
					th.Join(main)
				}
				return nil
			}))
			t.Log(n, m, s, in.GILStats())
		})
	}
}
