// Package kinds lets the tests of several packages drive every lock and semaphore of [primitives] in the same way.
package kinds

import (
	"context"
	"time"

	"threadlab/primitives"
)

// An Exclusive is what a lock, and a semaphore of one permit, can do. The bound view of an RLock hides its Thread.
type Exclusive interface {
	Acquire()
	TryAcquire() bool
	AcquireTimeout(d time.Duration) bool
	AcquireContext(ctx context.Context) error
	Release()
	Waiters() int
}

// A Semaphore is what every kind of semaphore can do.
type Semaphore interface {
	Exclusive
	ReleaseN(n int)
	Value() int
}

// An Event is what a [primitives.Event] can do, and a broken one that a test must notice.
type Event interface {
	Set()
	Clear()
	IsSet() bool
	Waiters() int
	Wait()
	WaitTimeout(d time.Duration) bool
	WaitContext(ctx context.Context) error
}

// A Barrier is what a [primitives.Barrier] can do, and a broken one that a test must notice.
type Barrier interface {
	Wait() (int, error)
	WaitTimeout(d time.Duration) (int, error)
	Abort()
	Reset()
	Broken() bool
	NWaiting() int
}

// A ForgivingBarrier is broken: a wait that gives up leaves it whole.
type ForgivingBarrier struct{ *primitives.Barrier }

// WaitTimeout is [primitives.Barrier.WaitTimeout], and resets the barrier after an error.
func (b ForgivingBarrier) WaitTimeout(d time.Duration) (int, error) {
	place, err := b.Barrier.WaitTimeout(d)
	if err != nil {
		b.Reset()
	}
	return place, err
}

// An ExclusiveKind makes new locks of one kind. Make returns a function that returns views of one new lock: each caller takes a
// view of its own, which is one owner of an RLock.
type ExclusiveKind struct {
	Name string
	Make func() (view func() Exclusive)
}

// Exclusives lists every kind of lock, and every kind of semaphore with one permit.
func Exclusives() []ExclusiveKind {
	return []ExclusiveKind{
		{"lock", func() func() Exclusive { return Shared(new(primitives.Lock)) }},
		{"rlock", func() func() Exclusive { return RLockViews(new(primitives.RLock)) }},
		{"semaphore", func() func() Exclusive { return Shared(primitives.NewSemaphore(1)) }},
		{"bounded-semaphore", func() func() Exclusive { return Shared(primitives.NewBoundedSemaphore(1)) }},
		{"fifo-semaphore", func() func() Exclusive { return Shared(primitives.NewFIFOSemaphore(1)) }},
	}
}

// Shared returns x to every caller: x has no owner.
func Shared(x Exclusive) func() Exclusive { return func() Exclusive { return x } }

// RLockViews returns a function that makes one view of l a call, each with a new Thread as its owner. The Threads are never
// started: as owners they need an identity and no GIL.
func RLockViews(l *primitives.RLock) func() Exclusive {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	return func() Exclusive { return &RLockView{l, in.NewThread(nil)} }
}

// An RLockView is an RLock as Owner uses it.
type RLockView struct {
	Lock  *primitives.RLock
	Owner *primitives.Thread
}

// Acquire is [primitives.RLock.Acquire] by the owner, as the methods that follow are those of the RLock.
func (v *RLockView) Acquire() { v.Lock.Acquire(v.Owner) }

// TryAcquire is [primitives.RLock.TryAcquire] by the owner.
func (v *RLockView) TryAcquire() bool { return v.Lock.TryAcquire(v.Owner) }

// AcquireTimeout is [primitives.RLock.AcquireTimeout] by the owner.
func (v *RLockView) AcquireTimeout(d time.Duration) bool { return v.Lock.AcquireTimeout(v.Owner, d) }

// AcquireContext is [primitives.RLock.AcquireContext] by the owner.
func (v *RLockView) AcquireContext(ctx context.Context) error {
	return v.Lock.AcquireContext(ctx, v.Owner)
}

// Release is [primitives.RLock.Release] by the owner.
func (v *RLockView) Release() { v.Lock.Release(v.Owner) }

// Waiters is [primitives.RLock.Waiters].
func (v *RLockView) Waiters() int { return v.Lock.Waiters() }
