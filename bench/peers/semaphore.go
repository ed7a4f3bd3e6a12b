package peers

import (
	"context"
	"time"

	"golang.org/x/sync/semaphore"

	"threadlab/primitives"
)

// Semaphores returns the semaphores, each made with the given number of places, ours first.
func Semaphores(places int) []Peer[Locker] {
	return []Peer[Locker]{
		{"threadlab.Semaphore", func() Locker { return primitives.NewSemaphore(places) }},
		{"threadlab.BoundedSemaphore", func() Locker { return primitives.NewBoundedSemaphore(places) }},
		{"threadlab.FIFOSemaphore", func() Locker { return primitives.NewFIFOSemaphore(places) }},
		{"chan", func() Locker { return newChannel(places) }},
		{"semaphore.Weighted", func() Locker { return newWeighted(places) }},
		{"condsem", func() Locker { return newCondSemaphore(places) }},
	}
}

// A channel is the idiom: a buffered channel with an element for each holder.
type channel chan struct{}

func newChannel(places int) channel { return make(channel, places) }

func (c channel) Acquire() { c <- struct{}{} }
func (c channel) Release() { <-c }

func (c channel) TryAcquire() bool {
	select {
	case c <- struct{}{}:
		return true
	default:
		return false
	}
}

func (c channel) AcquireTimeout(d time.Duration) bool {
	if c.TryAcquire() {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case c <- struct{}{}:
		return true
	case <-timer.C:
		return false
	}
}

func (c channel) AcquireContext(ctx context.Context) error {
	select {
	case c <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// A weighted is golang.org/x/sync/semaphore.Weighted, one unit to a holder. It waits with a context.
type weighted struct{ s *semaphore.Weighted }

func newWeighted(places int) weighted { return weighted{semaphore.NewWeighted(int64(places))} }

func (w weighted) TryAcquire() bool { return w.s.TryAcquire(1) }
func (w weighted) Release()         { w.s.Release(1) }

// Acquire cannot fail: one unit always fits, and the background context never ends.
func (w weighted) Acquire() { _ = w.s.Acquire(context.Background(), 1) }

func (w weighted) AcquireTimeout(d time.Duration) bool {
	if w.s.TryAcquire(1) {
		return true
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	return w.s.Acquire(ctx, 1) == nil
}

func (w weighted) AcquireContext(ctx context.Context) error { return w.s.Acquire(ctx, 1) }
