// Package peers makes Threadlab's primitives and the tools that a Go programmer would pick instead look
// alike, so that one loop measures them all.
//
// Every peer is called through an interface, ours and theirs alike, so nobody's fast path is inlined
// into the loop. That adds a nanosecond or two to each call: ratios between uncontended peers come out
// nearer to 1 than they are in a program that calls them directly.
//
// Every adapter uses the best of what its type offers. One that waits with a timeout tries first, so
// that nobody pays for a timer that is not needed.
package peers

import (
	"context"
	"slices"
	"time"
)

// A Gate is a lock or a semaphore: it lets in no more than it has places for.
type Gate interface {
	Acquire()
	TryAcquire() bool
	Release()
}

// A TimedGate can give up. Some peers cannot.
type TimedGate interface {
	Gate
	AcquireTimeout(d time.Duration) bool
}

// A ContextGate can be told to give up.
type ContextGate interface {
	Gate
	AcquireContext(ctx context.Context) error
}

// A personal gate depends on who calls.
type personal interface{ own() Gate }

// Own returns the gate as a new goroutine must use it. Most gates are the same for all.
func Own(gate Gate) Gate {
	if p, ok := gate.(personal); ok {
		return p.own()
	}
	return gate
}

// A Peer is one implementation of something. Its name is a value in the names of the benchmarks.
type Peer[T any] struct {
	Name string
	New  func() T
}

// Timed returns those peers that make a [TimedGate].
func Timed(all []Peer[Gate]) []Peer[Gate] { return those[TimedGate](all) }

// Contextual returns those peers that make a [ContextGate].
func Contextual(all []Peer[Gate]) []Peer[Gate] { return those[ContextGate](all) }

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
