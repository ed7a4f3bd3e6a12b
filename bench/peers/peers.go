// Package peers makes Threadlab's primitives and the tools that a Go programmer would pick instead look
// alike, so that one loop measures them all.
//
// Every peer is called through an interface, ours and theirs alike, so no peer's fast path is inlined
// into the loop. That adds a nanosecond or two to each call: ratios between uncontended peers come out
// nearer to 1 than they are in a program that calls them directly. An adapter is one call more above the wait, for every peer: a
// goroutine that has been switched to returns slowly, some 15 ns a call, because the processor predicts the calls of another.
//
// Every adapter uses the best of what its type offers. One that waits with a timeout tries first, so
// that no call pays for a timer that is not needed.
package peers

import (
	"context"
	"slices"
	"time"
)

// A Locker is a lock or a semaphore: it admits a bounded number of holders.
type Locker interface {
	Acquire()
	TryAcquire() bool
	Release()
}

// A TimedLocker can wait with a timeout. Some peers cannot.
type TimedLocker interface {
	Locker
	AcquireTimeout(d time.Duration) bool
}

// A ContextLocker can wait until a context is done.
type ContextLocker interface {
	Locker
	AcquireContext(ctx context.Context) error
}

// A personal locker has an owner: each goroutine uses a value of its own.
type personal interface{ own() Locker }

// Own returns the locker as a new goroutine must use it: most lockers are the same for all.
func Own(locker Locker) Locker {
	if p, ok := locker.(personal); ok {
		return p.own()
	}
	return locker
}

// A Peer is one implementation of something. Its name is a value in the names of the benchmarks.
type Peer[T any] struct {
	Name string
	New  func() T
}

// Timed returns those peers that make a [TimedLocker].
func Timed(all []Peer[Locker]) []Peer[Locker] { return those[TimedLocker](all) }

// Contextual returns those peers that make a [ContextLocker].
func Contextual(all []Peer[Locker]) []Peer[Locker] { return those[ContextLocker](all) }

func those[Can, T any](all []Peer[T]) []Peer[T] {
	var can []Peer[T]
	for _, p := range all {
		if _, ok := any(p.New()).(Can); ok {
			can = append(can, p)
		}
	}
	return can
}

// Named returns the peers of those names. One that is missing is a mistake of the caller.
func Named[T any](all []Peer[T], names ...string) []Peer[T] {
	some := make([]Peer[T], len(names))
	for i, name := range names {
		some[i] = all[slices.IndexFunc(all, func(p Peer[T]) bool { return p.Name == name })]
	}
	return some
}
