package stress_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// stresses are the loads, each beside one that loses something.
var stresses = []struct {
	name   string
	make   func() load
	broken func() load
}{
	{
		"lock",
		func() load { return stressExclusive(kinds.Shared(new(primitives.Lock))) },
		func() load { return stressExclusive(kinds.Shared(openDoor{})) },
	},
	{
		"rlock",
		func() load { return stressExclusive(kinds.RLockViews(new(primitives.RLock))) },
		func() load { return stressExclusive(kinds.Shared(openDoor{})) },
	},
	{
		"semaphore",
		func() load { return stressSemaphore(primitives.NewSemaphore(3)) },
		func() load { return stressSemaphore(forgetful{primitives.NewSemaphore(3)}) },
	},
	{
		"bounded-semaphore",
		func() load { return stressSemaphore(primitives.NewBoundedSemaphore(3)) },
		func() load { return stressSemaphore(forgetful{primitives.NewSemaphore(3)}) },
	},
	{
		"fifo-semaphore",
		func() load { return stressSemaphore(primitives.NewFIFOSemaphore(3)) },
		func() load { return stressSemaphore(forgetful{primitives.NewFIFOSemaphore(3)}) },
	},
	{
		"event",
		func() load { return stressEvent(func() kinds.Event { return new(primitives.Event) }) },
		func() load { return stressEvent(func() kinds.Event { return new(hastyEvent) }) },
	},
	{
		"condition",
		func() load { return stressSemaphore(newConditionSemaphore(3)) },
		func() load { return stressSemaphore(forgetful{newConditionSemaphore(3)}) },
	},
	{
		"barrier",
		func() load { return stressBarrier(func(place int) int { return place }) },
		func() load { return stressBarrier(func(int) int { return 0 }) },
	},
}

// stressExclusive counts in a plain variable and in an atomic one: they agree if the lock excludes.
func stressExclusive(view func() kinds.Exclusive) load {
	var plain, counted atomic.Int64 // the first in two steps: atomic, so that a broken lock loses and is no race
	return load{
		work: func(w *worker, n int) {
			x := view()
			for range n {
				if !w.acquire(x) {
					continue
				}
				old := plain.Load()
				if w.rng.IntN(8) == 0 {
					runtime.Gosched()
				}
				plain.Store(old + 1)
				counted.Add(1)
				x.Release()
			}
		},
		rest: func() error {
			x := view()
			if x.Waiters() != 0 || !x.TryAcquire() {
				return errors.New("left locked, or with waiters")
			}
			x.Release()
			if plain.Load() != counted.Load() {
				return fmt.Errorf("%d of %d critical sections lost", counted.Load()-plain.Load(), counted.Load())
			}
			return nil
		},
	}
}

// stressSemaphore: every permit taken is given back, and more than there are is never taken.
func stressSemaphore(s kinds.Semaphore) load {
	all := int64(s.Value())
	var taken, most atomic.Int64
	return load{
		work: func(w *worker, n int) {
			for range n {
				if !w.acquire(s) {
					continue
				}
				permits := int64(1)
				if w.rng.IntN(4) == 0 && s.TryAcquire() {
					permits++
				}
				now := taken.Add(permits)
				for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
				}
				for range w.rng.IntN(3) { // so that permits run out on one processor too
					runtime.Gosched()
				}
				taken.Add(-permits)
				s.ReleaseN(int(permits))
			}
		},
		rest: func() error {
			if v, q := int64(s.Value()), s.Waiters(); v != all || q != 0 || most.Load() > all {
				return fmt.Errorf("%d permits and %d waiters left, %d out at once, of %d", v, q, most.Load(), all)
			}
			return nil
		},
	}
}

// A forgetful semaphore takes no permit for a permit: at the end of its time, and at once. (A BoundedSemaphore would panic.)
type forgetful struct{ kinds.Semaphore }

func (s forgetful) TryAcquire() bool {
	s.Semaphore.TryAcquire()
	return true
}

func (s forgetful) AcquireTimeout(d time.Duration) bool {
	s.Semaphore.AcquireTimeout(d)
	return true
}

// stressEvent has the workers play ping-pong in pairs, each with an event of its own, and wait in vain for the event of others
// meanwhile. A wake-up that is lost stops a pair for good; one too many is a turn out of turn.
func stressEvent(newEvent func() kinds.Event) load {
	var events [stressWorkers]kinds.Event
	var turn [stressWorkers / 2]atomic.Int64
	var early, turns atomic.Int64
	for i := range events {
		events[i] = newEvent()
		if i%2 == 0 {
			events[i].Set()
		}
	}
	await := func(w *worker, e kinds.Event) {
		switch w.rng.IntN(3) {
		case 0:
			e.Wait()
		case 1:
			for !e.WaitTimeout(w.moment()) {
			}
		case 2:
			for ok := false; !ok; {
				ctx, cancel := w.context()
				ok = e.WaitContext(ctx) == nil
				cancel()
				runtime.Gosched() // a wait with a done context does not yield
			}
		}
	}
	return load{
		work: func(w *worker, n int) {
			mine, partner, shared := events[w.id], events[w.id^1], &turn[w.id/2]
			for range n {
				if early.Load() != 0 { // a worker ahead of its partner would wait in vain in the end
					for _, e := range events {
						e.Set()
					}
					return
				}
				await(w, mine)
				if shared.Load() != int64(w.id%2) {
					early.Add(1)
					continue
				}
				mine.Clear()
				turns.Add(1)
				shared.Store(int64(1 - w.id%2))
				partner.Set()
				events[(w.id+2)%stressWorkers].WaitTimeout(w.moment())
			}
		},
		rest: func() error {
			if early.Load() != 0 {
				return fmt.Errorf("out of turn after %d turns", turns.Load())
			}
			for i, e := range events {
				if e.Waiters() != 0 || e.IsSet() != (i%2 == 0) {
					return fmt.Errorf("event %d: set %t, %d waiters left", i, e.IsSet(), e.Waiters())
				}
			}
			return nil
		},
	}
}

// A hastyEvent takes the end of its time for the flag.
type hastyEvent struct{ primitives.Event }

func (e *hastyEvent) WaitTimeout(d time.Duration) bool {
	return e.Event.WaitTimeout(d) || d > 20*time.Microsecond
}

// A conditionSemaphore is a semaphore as Python builds it: each release notifies one. If a waiter that gives up takes the
// notification with it, another one sleeps on beside a free permit.
type conditionSemaphore struct {
	lock primitives.Lock
	cond *primitives.Condition
	free int
}

func newConditionSemaphore(n int) *conditionSemaphore {
	s := &conditionSemaphore{free: n}
	s.cond = primitives.NewCondition(&s.lock)
	return s
}

func (s *conditionSemaphore) acquire(wait func() bool) bool {
	s.lock.Acquire()
	defer s.lock.Release()
	for s.free == 0 {
		if !wait() && s.free == 0 {
			return false
		}
	}
	s.free--
	return true
}

func (s *conditionSemaphore) Acquire() {
	s.acquire(func() bool { s.cond.Wait(nil); return true })
}

func (s *conditionSemaphore) TryAcquire() bool { return s.acquire(func() bool { return false }) }

func (s *conditionSemaphore) AcquireTimeout(d time.Duration) bool {
	return s.acquire(func() bool { return s.cond.WaitTimeout(nil, d) })
}

func (s *conditionSemaphore) AcquireContext(ctx context.Context) error {
	if s.acquire(func() bool { return s.cond.WaitContext(ctx, nil) == nil }) {
		return nil
	}
	return ctx.Err()
}

func (s *conditionSemaphore) Release() { s.ReleaseN(1) }

func (s *conditionSemaphore) ReleaseN(n int) {
	s.lock.Acquire()
	defer s.lock.Release()
	for range n {
		s.free++
		s.cond.Notify(nil, 1)
	}
}

func (s *conditionSemaphore) Waiters() int { return s.cond.Waiters() }

func (s *conditionSemaphore) Value() int {
	s.lock.Acquire()
	defer s.lock.Release()
	return s.free
}

// stressBarrier counts the passages in each place. A round lets all its parties through or none, so the counts agree; placed
// is where a place may be falsified.
func stressBarrier(placed func(int) int) load {
	const parties = stressWorkers / 2
	b := primitives.NewBarrier(parties)
	var passed [parties]atomic.Int64
	var closing atomic.Bool // a worker has finished: the others may wait in vain, so the barrier stays broken
	wait := func(w *worker) (int, error) {
		switch w.rng.IntN(24) {
		case 0:
			return b.WaitTimeout(w.moment())
		case 1:
			ctx, cancel := w.context()
			defer cancel()
			return b.WaitContext(ctx)
		}
		return b.Wait()
	}
	return load{
		work: func(w *worker, n int) {
			for range n {
				if place, err := wait(w); err == nil {
					passed[placed(place)].Add(1)
					continue
				}
				if b.Broken() && !closing.Load() { // a Reset ends the others' waits: if all did it they would do nothing else
					b.Reset()
				}
				if closing.Load() {
					b.Abort()
				}
			}
			closing.Store(true)
			b.Abort()
		},
		rest: func() error {
			closing.Store(false)
			b.Reset()
			for place := range passed {
				if passed[place].Load() != passed[0].Load() {
					return fmt.Errorf("%d passed in place 0, %d in place %d", passed[0].Load(), passed[place].Load(), place)
				}
			}
			if n := b.Waiters() + b.NWaiting(); n != 0 || passed[0].Load() == 0 {
				return fmt.Errorf("%d left, %d rounds", n, passed[0].Load())
			}
			return nil
		},
	}
}
