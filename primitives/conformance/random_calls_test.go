package conformance_test

import (
	"time"

	"threadlab/primitives"
)

type (
	thread = primitives.Thread
	doing  = func(w *world, t *thread, s step) any
)

// act is a call that returns nothing.
func act(f func(w *world, t *thread, s step)) doing {
	return func(w *world, t *thread, s step) any { f(w, t, s); return nil }
}

// calls are all operations that random programs are made of.
func calls() []call {
	all := []call{
		waits("lock.acquire", func(w *world, t *thread, d time.Duration, _ string) any { return t.AcquireTimeout(&w.lock, d) }),
		does("lock.release", act(func(w *world, _ *thread, _ step) { w.lock.Release() })),
		does("lock.locked", func(w *world, _ *thread, _ step) any { return w.lock.Locked() }),
		waits("rlock.acquire", func(w *world, t *thread, d time.Duration, _ string) any { return w.rlock.AcquireTimeout(t, d) }),
		does("rlock.release", act(func(w *world, t *thread, _ step) { w.rlock.Release(t) })),
		does("rlock.owned", func(w *world, t *thread, _ step) any { return w.rlock.IsOwned(t) }),
		waits("event.wait", func(w *world, t *thread, d time.Duration, _ string) (ok any) {
			t.Blocking(func() { ok = w.event.WaitTimeout(d) })
			return ok
		}),
		does("event.set", act(func(w *world, _ *thread, _ step) { w.event.Set() })),
		does("event.clear", act(func(w *world, _ *thread, _ step) { w.event.Clear() })),
		does("event.is_set", func(w *world, _ *thread, _ step) any { return w.event.IsSet() }),
		waits("sem.acquire", func(w *world, t *thread, d time.Duration, _ string) any { return t.AcquireTimeout(w.sem, d) }),
		does("sem.release", act(func(w *world, _ *thread, s step) { w.sem.ReleaseN(s.N) })),
		waits("bsem.acquire", func(w *world, t *thread, d time.Duration, _ string) any { return t.AcquireTimeout(w.bsem, d) }),
		does("bsem.release", act(func(w *world, _ *thread, s step) { w.bsem.ReleaseN(s.N) })),
		waits("barrier.wait", func(w *world, t *thread, d time.Duration, _ string) (place any) {
			t.Blocking(func() { place = number(w.barrier.WaitTimeout(d)) })
			return place
		}),
		does("barrier.reset", act(func(w *world, _ *thread, _ step) { w.barrier.Reset() })),
		does("barrier.abort", act(func(w *world, _ *thread, _ step) { w.barrier.Abort() })),
		does("barrier.broken", func(w *world, _ *thread, _ step) any { return w.barrier.Broken() }),
		does("barrier.n_waiting", func(w *world, _ *thread, _ step) any { return number(w.barrier.NWaiting(), nil) }),
		does("local.set", act(func(w *world, t *thread, s step) { w.local.Set(t, s.N) })),
		does("local.get", func(w *world, t *thread, _ step) any {
			if x, ok := w.local.Get(t); ok {
				return number(x, nil)
			}
			return "AttributeError"
		}),
	}
	all = append(all, conditionCalls("cond", func(w *world) *primitives.Condition { return &w.cond })...)
	all = append(all, conditionCalls("condl", func(w *world) *primitives.Condition { return w.condl })...)
	return append(all, childCalls()...)
}

func conditionCalls(name string, of func(w *world) *primitives.Condition) []call {
	return []call{
		waits(name+".acquire", func(w *world, t *thread, d time.Duration, _ string) any { return of(w).AcquireTimeout(t, d) }),
		does(name+".release", act(func(w *world, t *thread, _ step) { of(w).Release(t) })),
		waits(name+".wait", func(w *world, t *thread, d time.Duration, _ string) any { return of(w).WaitTimeout(t, d) }),
		waits(name+".wait_for", func(w *world, t *thread, d time.Duration, limit string) any {
			return of(w).WaitForTimeout(t, func() bool { return w.event.IsSet() }, d)
		}),
		does(name+".notify", act(func(w *world, t *thread, s step) { of(w).Notify(t, s.N) })),
		does(name+".notify_all", act(func(w *world, t *thread, _ step) { of(w).NotifyAll(t) })),
	}
}

func childCalls() []call {
	return []call{
		does("child.new", act(func(w *world, _ *thread, _ step) {
			w.finish.Set()
			w.newChild()
		})),
		does("child.start", func(w *world, t *thread, _ step) any {
			if err := w.child.Start(); err != nil {
				return err
			}
			if w.finish.IsSet() { // it ends at once, or soon
				_ = w.child.Join(t)
			}
			return nil
		}),
		waits("child.join", func(w *world, t *thread, d time.Duration, _ string) any {
			if _, err := w.child.JoinTimeout(t, d); err != nil {
				return err
			}
			return nil
		}),
		does("child.is_alive", func(w *world, _ *thread, _ step) any { return w.child.IsAlive() }),
		does("child.daemon", func(w *world, _ *thread, s step) any {
			if err := w.child.SetDaemon(s.N > 0); err != nil {
				return err
			}
			return w.child.Daemon()
		}),
		does("child.finish", func(w *world, t *thread, _ step) any {
			w.finish.Set()
			_ = w.child.Join(t) // unless it was not started
			return w.child.IsAlive()
		}),
	}
}
