package primitives

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// A Barrier is Python's threading.Barrier: it holds back those who arrive until a fixed number of parties is there, lets all
// of them through together, and begins again. Make one with [NewBarrier]; the zero value lets nobody through. A Barrier must not be
// copied after first use. In which order those let through run is not promised.
//
// The last party to arrive runs the action, if there is one, before anybody is let through. If the action fails, by an error
// or a panic, that party gets it and the others [ErrBrokenBarrier]. Whoever arrives while an action runs belongs to the next
// round, and waits for its end without a limit. An action may call the barrier's methods, which deadlocks in Python, but for
// the waits: Abort and Reset break the round it belongs to.
//
// A wait that gives up, because of its time or its context, breaks the barrier: all who wait, and all who arrive later, get
// ErrBrokenBarrier until Reset.
//
// In the terms of the Go memory model, every party's call happens before the action, and the action before the return of
// every party of its round.
//
// A Barrier knows no GIL: a [Thread] waits inside [Thread.Blocking].
type Barrier struct {
	parties int
	action  func() error
	limit   limit // of a Wait that names none

	word atomic.Uint64 // drawn in barrier_round.go

	mu       sync.Mutex
	sleepers sync.Cond     // for the parties that wait
	alarm    alarm         // of this round, for the earliest of its parties' deadlines,
	deadline time.Time     // which is this,
	patience time.Duration // so long after it was set
	doorstep sync.Cond     // for those who came while an action ran;
	early    int           // so many they are
	// unasked counts, for each round that ended badly, those of its parties that have not come to ask how it ended.
	unasked map[uint64]int
}

// NewBarrier returns a barrier for n parties. It panics with [ErrParties] if n is less than one. Python:
// threading.Barrier(n, action, timeout).
func NewBarrier(n int, opts ...BarrierOption) *Barrier {
	if n < 1 {
		panic(ErrParties)
	}
	b := &Barrier{parties: n, unasked: map[uint64]int{}}
	b.sleepers.L, b.doorstep.L = unlocker{&b.mu}, unlocker{&b.mu}
	for _, opt := range opts {
		opt(b)
	}
	return b
}

// Wait arrives and waits for the others, for ever or for the barrier's own timeout. It returns the caller's place in the order
// of arrival, from 0 to Parties()-1, or -1 and an error: ErrBrokenBarrier, or the action's own. Python: barrier.wait().
func (b *Barrier) Wait() (int, error) { return b.wait(b.limit) }

// WaitTimeout is Wait for at most d, instead of the barrier's own timeout. If d is zero or negative, and the caller is not the
// last, it breaks the barrier at once. Python: barrier.wait(d).
func (b *Barrier) WaitTimeout(d time.Duration) (int, error) { return b.wait(within(d)) }

// WaitContext is Wait until ctx is done at most, instead of the barrier's own timeout. If ctx is done, the error
// matches ctx.Err() as well as ErrBrokenBarrier: that of the party whose context it is, not those of the others.
func (b *Barrier) WaitContext(ctx context.Context) (int, error) {
	i, err := b.wait(until(ctx))
	if err == ErrBrokenBarrier && ctx.Err() != nil {
		err = errors.Join(err, ctx.Err())
	}
	return i, err
}

// Reset starts afresh: those who wait get ErrBrokenBarrier, and a broken barrier is whole again. Without either it does
// nothing, and a round that is full passes all the same. Python: barrier.reset().
func (b *Barrier) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.breakRound(0)
}

// Abort breaks the barrier: those who wait and those who come get ErrBrokenBarrier, until Reset. A round that is full passes all
// the same. Python: barrier.abort().
func (b *Barrier) Abort() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.breakRound(barrierBroken)
}

// Parties is the number of goroutines it takes to pass. Python: barrier.parties.
func (b *Barrier) Parties() int { return b.parties }

// NWaiting is the number of parties that have arrived and not been let through: all of them, to the action. Python:
// barrier.n_waiting.
func (b *Barrier) NWaiting() int { return int(b.word.Load() & barrierCount) }

// Broken reports whether the barrier is broken. Python: barrier.broken.
func (b *Barrier) Broken() bool { return b.word.Load()&barrierBroken != 0 }

// Waiters counts the goroutines that wait now, those for the next round among them.
func (b *Barrier) Waiters() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	word := b.word.Load()
	n := int(word&barrierCount) + b.early
	if word&barrierActing != 0 && word&barrierCount != 0 {
		n-- // the last one does not wait
	}
	return n
}

// A BarrierOption is an argument of [NewBarrier].
type BarrierOption func(*Barrier)

// WithAction has the last of the parties run f before anybody is let through: see [Barrier]. A nil f does nothing. Python:
// threading.Barrier(n, action=f).
func WithAction(f func() error) BarrierOption { return func(b *Barrier) { b.action = f } }

// WithTimeout bounds every Wait that names no limit of its own; with a d of zero or less only the last party passes, and any
// other breaks the barrier at once. Python: threading.Barrier(n, timeout=d).
func WithTimeout(d time.Duration) BarrierOption {
	return func(b *Barrier) { b.limit = within(d) }
}
